import { render } from 'preact';
import { i18n } from '#i18n';
import type { Ask } from '../backend/ask';
import type { Finding } from '../backend/shapes';
import { type Editor, isUsable, textOf } from '../insertion/field';
import { placePanel } from './float';
import type { Layer } from './layer';
import { CloseButton, Findings } from './parts';
import { screenRect } from './picker';

/** Reads along under the field: what must not be written, marked, and what to write instead. Blocks nothing. */

export interface TextCheckDeps {
  layer: Layer;
  ask: Ask;
  company(): string | undefined;
  purpose(): string | undefined;
  posting(editor: Editor): string | undefined;
}

const PAUSE = 350;
const LONGEST = 10_000;

export class TextCheck {
  private readonly panel: HTMLElement;
  private editor: Editor | null = null;
  private checked = '';
  private dismissed = '';
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: TextCheckDeps) {
    this.panel = deps.layer.host.ownerDocument.createElement('div');
    this.panel.className = 'panel';
    this.panel.dataset.vozvrat = 'text-check';
    this.panel.hidden = true;
    this.panel.setAttribute('role', 'status');
    this.panel.setAttribute('aria-label', i18n.t('text_check_name'));
    // Reading it must not take the caret out of the field.
    this.panel.addEventListener('mousedown', (event) => event.preventDefault());
    deps.layer.tools.append(this.panel);
  }

  typed(editor: Editor): void {
    if (editor.oneLine) return;
    this.editor = editor;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), PAUSE);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.turn += 1;
    this.editor = null;
    this.checked = '';
    this.draw([], '');
  }

  place(): void {
    if (this.panel.hidden || !this.editor) return;
    if (!isUsable(this.editor)) return this.hide();
    const field = screenRect(this.editor.element);
    this.panel.style.width = `${Math.round(Math.max(280, Math.min(520, field.right - field.left)))}px`;
    placePanel(this.deps.layer, this.panel, field, field, ['below', 'above', 'right', 'left']);
  }

  private async check(): Promise<void> {
    const { editor } = this;
    if (!editor || !isUsable(editor)) return;
    const text = textOf(editor).slice(0, LONGEST);
    if (text === this.checked) return;
    this.checked = text;
    this.turn += 1;
    const turn = this.turn;
    if (text.trim().length < 2) return this.draw([], text);
    const { company, purpose, posting, ask } = this.deps;
    const context = { company_id: company(), purpose: purpose(), posting_number: posting(editor) };
    const known = Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));
    const reply = await ask('check_text', { text, ...known });
    if (turn !== this.turn) return;
    // Without an answer nothing is said: that Vozvrat is away is said elsewhere, once.
    this.draw(reply.ok ? reply.data.findings : [], text);
  }

  private draw(findings: readonly Finding[], text: string): void {
    const key = findings.map((finding) => `${finding.rule_id}${finding.span?.join()}`).join();
    this.panel.hidden = findings.length === 0 || key === this.dismissed;
    if (this.panel.hidden) {
      render(null, this.panel);
      return;
    }
    const dismiss = (): void => {
      this.dismissed = key;
      this.draw([], '');
    };
    render(
      <div class="row top">
        <div class="grow">
          <Findings findings={findings} text={text} />
        </div>
        <CloseButton close={dismiss} />
      </div>,
      this.panel,
    );
    this.place();
  }
}
