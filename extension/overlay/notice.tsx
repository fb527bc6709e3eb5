import { render } from 'preact';
import { i18n } from '#i18n';
import { askBackground } from '../backend/ask';
import type { Problem } from '../backend/messages';
import type { Layer } from './layer';
import { CloseButton, trusted } from './parts';
import { problemWords } from './words';

/** One calm sentence in the corner, with the mend; each problem is said once, and goes when it is over. */
export class Notice {
  private readonly said = new Set<Problem>();
  private panel: HTMLElement | null = null;
  private shown: Problem | 'hint' | null = null;

  constructor(private readonly layer: () => Layer) {}

  problem(problem: Problem | null): void {
    if (problem === null) {
      this.said.clear();
      if (this.shown !== 'hint') this.hide();
      return;
    }
    if (this.said.has(problem)) return;
    this.said.add(problem);
    const settings = problem === 'not_paired' || problem === 'token_refused' || problem === 'no_permission';
    this.show(problem, problemWords(problem), settings);
  }

  hint(words: string): void {
    this.show('hint', words, false);
  }

  private show(what: Problem | 'hint', words: string, settings: boolean): void {
    this.hide();
    this.shown = what;
    this.panel = this.layer().host.ownerDocument.createElement('div');
    this.panel.className = 'panel';
    this.panel.dataset.vozvrat = 'notice';
    this.panel.setAttribute('role', 'status');
    this.layer().tools.parentElement?.append(this.panel);
    render(
      <>
        <div>
          <p>{words}</p>
          {settings ? (
            <button type="button" class="link" onClick={trusted(() => void askBackground('open_options'))}>
              {i18n.t('open_settings')}
            </button>
          ) : null}
        </div>
        <CloseButton close={() => this.hide()} />
      </>,
      this.panel,
    );
  }

  private hide(): void {
    if (!this.panel) return;
    render(null, this.panel);
    this.panel.remove();
    this.panel = null;
    this.shown = null;
  }
}
