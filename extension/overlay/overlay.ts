import { i18n } from '#i18n';
import { ask } from '../backend/ask';
import { Lookups } from '../backend/lookups';
import { type Caret, caretOf, type Editor, isUsable } from '../insertion/field';
import { companyOf } from '../page/company';
import { placeOf, postingFor } from '../page/context';
import { watchEditors } from '../page/editors';
import { isSilent, kindOf, PAGE_MAP } from '../page/map';
import { Observations } from '../page/observations';
import type { Sighting } from '../page/runs';
import { TRIGGER } from '../page/trigger';
import { type Move, watchPage } from '../page/watch';
import { Badges } from './badges';
import { type OpenCard, openCard } from './card';
import { Launcher } from './launcher';
import { openLayer } from './layer';
import { lazy } from './lazy';
import { Notice } from './notice';
import { Picker, screenRect } from './picker';
import { TextCheck } from './text-check';

export interface Overlay {
  /** What the background says: `connected` after pairing, `open_picker` for the shortcut. */
  told(kind: string): void;
}

/** Brings page, backend and what is drawn together, for one page, until the signal ends. */
export function openOverlay(page: Document, signal: AbortSignal): Overlay {
  return new PageOverlay(page, signal);
}

class PageOverlay implements Overlay {
  private readonly layer;
  private readonly notice;
  private readonly lookups;
  private readonly badges;
  private readonly launcher;
  private readonly textCheck;
  private readonly observations;
  private readonly sightings = new Set<Sighting>();
  private company: string | undefined;
  private companyAt = Number.NEGATIVE_INFINITY;
  private card: OpenCard | null = null;
  private picker: Picker | null = null;
  /** The editor that a person used last, and where the caret was when it was left. */
  private last: { editor: Editor; caret: Caret | null } | null = null;
  private focused: Editor | null = null;

  constructor(
    private readonly page: Document,
    signal: AbortSignal,
  ) {
    const company = (): string | undefined => this.company;
    this.layer = lazy(() => openLayer(page, signal));
    this.notice = new Notice(this.layer);
    this.lookups = new Lookups(
      ask,
      company,
      {
        known: (numbers) => {
          this.badges().known(numbers);
          this.card?.place();
          this.observations.look();
        },
        problem: (problem) => this.notice.problem(problem),
      },
      signal,
    );
    this.badges = lazy(() => this.makeBadges(signal));
    this.launcher = lazy(() => new Launcher(this.layer(), (editor) => this.openPicker(editor, '')));
    this.textCheck = lazy(() => this.makeTextCheck());
    this.observations = new Observations(page, PAGE_MAP, {
      kind: () => this.kind(),
      returnOf: (element) =>
        this.lookups.get(postingFor(element, this.sightings, PAGE_MAP) ?? '')?.return_id ?? undefined,
      known: (number) => {
        const item = this.lookups.get(number);
        const at = Date.parse(item?.next_deadline?.at ?? '');
        return { returnId: item?.return_id ?? undefined, dueAt: Number.isNaN(at) ? undefined : at };
      },
      report: (body) => void ask('observe', body),
    });
    this.follow(signal);
  }

  private makeBadges(signal: AbortSignal): Badges {
    return new Badges(
      this.layer(),
      (number) => this.lookups.get(number),
      {
        near: (numbers) => this.lookups.want(numbers),
        open: (number, badge) => this.toggleCard(number, badge),
      },
      signal,
    );
  }

  private makeTextCheck(): TextCheck {
    return new TextCheck({
      layer: this.layer(),
      ask,
      company: () => this.company,
      purpose: () => (PAGE_MAP.purposes as Record<string, string>)[this.kind()],
      posting: (editor) => this.postingOf(editor),
    });
  }

  /** The numbers that are near the window. */
  private numbers(): string[] {
    return this.badges.made?.numbers() ?? [];
  }

  told(kind: string): void {
    if (kind === 'connected') this.lookups.again(this.numbers());
    if (kind === 'open_picker') this.openForLast();
  }

  private kind(): string {
    return kindOf(this.page.location.pathname, PAGE_MAP);
  }

  private follow(signal: AbortSignal): void {
    this.page.addEventListener('visibilitychange', () => this.returned(), { signal });
    // A click on the page beside the card means that the card has been read.
    this.page.addEventListener(
      'pointerdown',
      (event) => event.isTrusted && event.target !== this.layer.made?.host && this.card?.close(),
      {
        signal,
        capture: true,
        passive: true,
      },
    );
    watchPage(this.page, signal, {
      seen: (added, gone) => this.seen(added, gone),
      moved: (move) => this.moved(move),
      navigated: () => this.navigated(),
      root: (root, until) =>
        watchEditors(root, PAGE_MAP, until, {
          focused: (editor) => this.focusedIn(editor),
          left: (editor) => this.leftEditor(editor),
          typed: (editor, called) => this.typed(editor, called),
          shortcut: (editor) => this.openPicker(editor, ''),
        }),
    });
  }

  private seen(added: readonly Sighting[], gone: readonly Sighting[]): void {
    const silent = isSilent(this.kind(), PAGE_MAP);
    if (!silent) this.checkCompany(false);
    for (const sighting of gone) this.sightings.delete(sighting);
    for (const sighting of silent ? [] : added) this.sightings.add(sighting);
    if (!silent || this.badges.made) this.badges().seen(silent ? [] : added, gone);
  }

  private moved(move: Move): void {
    if (move === 'changed') this.layer.made?.keep();
    this.badges.made?.place(move);
    this.card?.place();
    this.picker?.place();
    this.launcher.made?.place();
    this.textCheck.made?.place();
    if (move === 'changed') this.observations.look();
  }

  private navigated(): void {
    this.checkCompany();
    this.card?.close();
  }

  private returned(): void {
    if (this.page.visibilityState !== 'visible') return;
    this.checkCompany();
    this.lookups.again(this.numbers());
  }

  /** The cookie is asked of another process: once a second is enough, and at every change of address. */
  private checkCompany(sure = true): void {
    if (!sure && performance.now() - this.companyAt < 1_000) return;
    this.companyAt = performance.now();
    const now = companyOf(this.page, PAGE_MAP);
    if (now === this.company) return;
    this.company = now;
    this.card?.close();
    this.picker?.close(false);
    this.badges.made?.clear();
    this.lookups.want(this.numbers());
  }

  private toggleCard(number: string, badge: HTMLElement): void {
    const open = this.card?.number === number;
    this.card?.close();
    if (open) return;
    this.card = openCard(
      number,
      badge,
      {
        layer: this.layer(),
        ask,
        company: () => this.company,
        item: (wanted) => this.lookups.get(wanted),
        typing: () => (this.last && isUsable(this.last.editor) ? screenRect(this.last.editor.element) : null),
        reply: (wanted) => this.openForLast(wanted),
        before: this.focused,
      },
      () => {
        this.card = null;
      },
    );
  }

  private postingOf(editor: Editor): string | undefined {
    return postingFor(editor.element, this.sightings, PAGE_MAP);
  }

  private focusedIn(editor: Editor): void {
    this.checkCompany(false);
    this.focused = editor;
    this.last = { editor, caret: null };
    this.picker?.left();
    this.launcher().show(editor);
  }

  private leftEditor(editor: Editor): void {
    this.focused = null;
    this.last = { editor, caret: caretOf(editor) };
    this.launcher.made?.hide();
    this.textCheck.made?.hide();
  }

  private typed(editor: Editor, called: boolean): void {
    if (called) this.openPicker(editor, TRIGGER);
    else this.textCheck().typed(editor);
  }

  /** For "Reply" and the browser's shortcut: the editor that was used last gets the text. */
  private openForLast(posting?: string): void {
    const { last } = this;
    if (!last || !isUsable(last.editor)) return this.notice.hint(i18n.t('hint_click_field'));
    this.openPicker(last.editor, '', posting);
  }

  private openPicker(editor: Editor, trigger: string, posting?: string): void {
    if (this.picker?.editor.element === editor.element) return;
    const caret = this.focused?.element === editor.element ? caretOf(editor) : (this.last?.caret ?? caretOf(editor));
    this.picker?.close(false);
    this.card?.close();
    this.textCheck.made?.hide();
    this.picker = new Picker(
      {
        layer: this.layer(),
        ask,
        company: () => this.company,
        limit: () => (PAGE_MAP.editors.limits as Record<string, number>)[this.kind()],
        place: () => placeOf(editor.element, PAGE_MAP),
        elsewhere: () => this.notice.hint(i18n.t('hint_other_place')),
        closed: () => {
          this.picker = null;
        },
      },
      { editor, caret, trigger, posting: posting ?? this.postingOf(editor) },
    );
  }
}
