import { batch, signal as state } from '@preact/signals';
import { type JSX, render } from 'preact';
import { i18n } from '#i18n';
import type { Ask } from '../backend/ask';
import type { Finding, MissingValue, Suggestion } from '../backend/shapes';
import { holdEnter } from '../insertion/enter';
import { type Caret, type Editor, isUsable, restore, textOf } from '../insertion/field';
import { type Inserted, insert } from '../insertion/insert';
import { copyText } from './copy';
import { placePanel } from './float';
import type { Layer } from './layer';
import { CloseButton, Findings, trusted } from './parts';
import { locale, problemWords } from './words';

/**
 * The template picker: filters as one types, asks for what a template still needs, and puts the text where the caret
 * was. It sends nothing, and a mistake in it never closes it.
 */

export interface PickerDeps {
  layer: Layer;
  ask: Ask;
  company(): string | undefined;
  /** What the page is known to refuse beyond, in characters. */
  limit(): number | undefined;
  /** Which conversation the editor is in; another word than before: another one. */
  place(): string;
  /** Another conversation came under the picker: nothing was inserted, and it is closed. */
  elsewhere(): void;
  closed(): void;
}

export interface Call {
  editor: Editor;
  caret: Caret;
  /** `//` where that called us: it goes as the text comes. */
  trigger: string;
  posting: string | undefined;
}

const TYPING_PAUSE = 90;
const GAP = /⟦([^⟧]+)⟧/g;

export class Picker {
  private readonly query = state('');
  private readonly items = state<Suggestion[] | null>(null);
  private readonly chosen = state(0);
  /** The template whose gaps are being filled; null while choosing. */
  private readonly filling = state<Suggestion | null>(null);
  private readonly values = state<Record<string, string>>({});
  private readonly words = state('');
  private readonly findings = state<Finding[]>([]);
  private readonly panel: HTMLElement;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open = true;
  private inserting = false;
  private rendering = false;
  /** Conversation and draft as they were when we were called. */
  private readonly called: { place: string; draft: string };

  constructor(
    private readonly deps: PickerDeps,
    private readonly call: Call,
  ) {
    this.called = { place: deps.place(), draft: textOf(call.editor) };
    this.panel = deps.layer.host.ownerDocument.createElement('div');
    this.panel.className = 'panel';
    this.panel.dataset.vozvrat = 'picker';
    this.panel.setAttribute('role', 'dialog');
    this.panel.setAttribute('aria-label', i18n.t('picker_name'));
    this.panel.addEventListener(
      'keydown',
      trusted((event: KeyboardEvent) => this.key(event)),
    );
    deps.layer.tools.append(this.panel);
    this.draw();
    void this.suggest();
  }

  get view() {
    const { query, items, chosen, filling, values, words, findings } = this;
    return { query, items, chosen, filling, values, words, findings };
  }

  get editor(): Editor {
    return this.call.editor;
  }

  /** The seller went back to typing in the page; our own step into the field is no such thing. */
  left(): void {
    if (!this.inserting) this.close(false);
  }

  place(): void {
    if (!this.open) return;
    if (!isUsable(this.editor)) return this.close(false);
    if (!this.inserting && this.deps.place() !== this.called.place) return this.leaveAlone();
    const field = screenRect(this.editor.element);
    this.panel.style.maxHeight = `${Math.round(this.deps.layer.host.ownerDocument.documentElement.clientHeight * 0.66)}px`;
    placePanel(this.deps.layer, this.panel, field, field, ['below', 'above', 'right', 'left']);
  }

  close(back: boolean): void {
    if (!this.open) return;
    this.open = false;
    clearTimeout(this.timer);
    render(null, this.panel);
    this.panel.remove();
    if (back && isUsable(this.editor)) restore(this.editor, this.call.caret);
    this.deps.closed();
  }

  /** The seller opened another conversation: what was chosen for the first must not go into it. */
  private leaveAlone(): void {
    this.close(false);
    this.deps.elsewhere();
  }

  /** At once, and with the caret in the first line: a key pressed right after must not go to the page. */
  private draw(): void {
    render(<View picker={this} />, this.panel);
    this.place();
    this.panel.querySelector('input')?.focus({ preventScroll: true });
  }

  search(query: string): void {
    this.query.value = query;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.suggest(), TYPING_PAUSE);
  }

  private async suggest(): Promise<void> {
    this.asked += 1;
    const turn = this.asked;
    const query = this.query.value.trim();
    const reply = await this.deps.ask('suggest', {
      locale: locale(),
      ...(query ? { query } : {}),
      ...this.context(),
    });
    if (!this.open || turn !== this.asked) return;
    batch(() => {
      this.words.value = reply.ok ? '' : (reply.detail ?? problemWords(reply.problem));
      this.items.value = reply.ok ? reply.data.items : [];
      this.chosen.value = 0;
    });
    this.afterDrawing();
  }

  private context(): { posting_number?: string; company_id?: string } {
    const company = this.deps.company();
    return {
      ...(this.call.posting ? { posting_number: this.call.posting } : {}),
      ...(company ? { company_id: company } : {}),
    };
  }

  private afterDrawing(): void {
    queueMicrotask(() => requestAnimationFrame(() => this.place()));
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') return this.stepBack(event);
    if (this.filling.value) return this.keyInGaps(event);
    const count = this.items.value?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (count === 0) return;
      this.chosen.value = (this.chosen.value + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
      requestAnimationFrame(() =>
        this.panel.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const item = this.items.value?.[this.chosen.value];
      if (item) void this.choose(item);
    }
  }

  private stepBack(event: KeyboardEvent): void {
    event.preventDefault();
    if (!this.filling.value) return this.close(true);
    batch(() => {
      this.filling.value = null;
      this.words.value = '';
      this.findings.value = [];
    });
    this.draw();
  }

  private keyInGaps(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || (event.target as Element | null)?.localName === 'button') return;
    event.preventDefault();
    const inputs = [...this.panel.querySelectorAll('input')];
    const empty = inputs.find((input) => !input.value.trim());
    if (empty) empty.focus();
    else void this.fillAndInsert();
  }

  async choose(item: Suggestion): Promise<void> {
    const gaps = gapsOf(item);
    if (gaps.length === 0) return this.put(item.text);
    batch(() => {
      this.values.value = {};
      this.words.value = '';
      this.filling.value = item;
    });
    this.draw();
  }

  async fillAndInsert(): Promise<void> {
    const item = this.filling.value;
    if (!item || this.rendering) return;
    this.rendering = true;
    const reply = await this.deps.ask('render', {
      template_id: item.template.id,
      values: this.values.value,
      locale: 'ru',
      ...this.context(),
    });
    this.rendering = false;
    if (!this.open) return;
    if (!reply.ok) return this.say(reply.detail ?? problemWords(reply.problem));
    const { text, missing, findings } = reply.data;
    if ((missing?.length ?? 0) > 0 || text.search(GAP) >= 0) return this.say(i18n.t('picker_still_missing'));
    this.findings.value = findings ?? [];
    await this.put(text);
  }

  private async put(text: string): Promise<void> {
    const { layer, limit } = this.deps;
    const { editor, caret, trigger } = this.call;
    if (this.inserting) return;
    const { place, draft } = this.called;
    if (isUsable(editor) && (this.deps.place() !== place || textOf(editor) !== draft)) return this.leaveAlone();
    const view = editor.element.ownerDocument.defaultView;
    if (view) holdEnter(view);
    const copy = (copied: string): Promise<boolean> => copyText(layer, copied);
    this.inserting = true;
    const inserted = await insert({ editor, caret, trigger, text, limit: limit(), copy });
    this.inserting = false;
    if (inserted.done) this.close(false);
    else this.say(refusalWords(inserted));
  }

  private say(words: string): void {
    this.words.value = words;
    this.afterDrawing();
  }
}

function refusalWords(inserted: Exclude<Inserted, { done: true }>): string {
  if (inserted.why === 'too_long') return i18n.t('picker_too_long', [inserted.over]);
  if (inserted.why === 'unusable') return i18n.t('picker_field_gone');
  return inserted.copied ? i18n.t('picker_copied') : i18n.t('picker_not_taken');
}

/** What a template still needs; a gap that is only seen in its text counts as well. */
function gapsOf(item: Suggestion): MissingValue[] {
  const named = item.missing ?? [];
  const seen = [...item.text.matchAll(GAP)].map(([, name = '']) => name);
  const more = [...new Set(seen)].filter((name) => !named.some((gap) => gap.name === name));
  return [...named, ...more.map((name) => ({ name, description: name, example: '' }))];
}

/** An element's box in the top window, through frames. */
export function screenRect(element: Element): { left: number; top: number; right: number; bottom: number } {
  const box = element.getBoundingClientRect();
  let { left, top } = box;
  for (let view = element.ownerDocument.defaultView; view && view !== view.top; ) {
    const frame = view.frameElement;
    if (!frame) break;
    const outer = frame.getBoundingClientRect();
    left += outer.left + frame.clientLeft;
    top += outer.top + frame.clientTop;
    view = frame.ownerDocument.defaultView;
  }
  return { left, top, right: left + box.width, bottom: top + box.height };
}

function View({ picker }: { picker: Picker }): JSX.Element {
  const { filling } = picker.view;
  return filling.value ? <Gaps picker={picker} item={filling.value} /> : <List picker={picker} />;
}

function List({ picker }: { picker: Picker }): JSX.Element {
  const { query, items, chosen, words } = picker.view;
  const found = items.value;
  return (
    <>
      <div class="row nowrap">
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="vozvrat-templates"
          aria-activedescendant={found && found.length > 0 ? `vozvrat-template-${chosen.value}` : undefined}
          aria-label={i18n.t('picker_search')}
          placeholder={i18n.t('picker_search')}
          autocomplete="off"
          spellcheck={false}
          value={query.value}
          onInput={trusted((event: Event) => picker.search((event.target as HTMLInputElement).value))}
        />
        <CloseButton close={() => picker.close(true)} />
      </div>
      {words.value ? (
        <p role="status" class="said">
          {words.value}
        </p>
      ) : null}
      {found && found.length === 0 && !words.value ? <p class="said quiet">{i18n.t('picker_none')}</p> : null}
      <div class="options" role="listbox" id="vozvrat-templates" aria-label={i18n.t('picker_name')}>
        {(found ?? []).map((item, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the search line, as in every combobox
          <div
            tabIndex={-1}
            key={item.template.id}
            id={`vozvrat-template-${at}`}
            role="option"
            aria-selected={at === chosen.value}
            onMouseMove={trusted(() => {
              if (chosen.value !== at) chosen.value = at;
            })}
            onMouseDown={(event: Event) => event.preventDefault()}
            onClick={trusted(() => void picker.choose(item))}
          >
            <div class="name">
              <b>{item.template.name ?? item.template.id}</b>{' '}
              <span class="small quiet">{(item.why ?? []).join(' · ')}</span>
            </div>
            <div class="ru" lang="ru">
              <WithGaps text={item.text} values={{}} />
            </div>
            {item.preview && locale() !== 'ru' ? (
              <div class="own small" lang={locale()}>
                <WithGaps text={item.preview} values={{}} />
              </div>
            ) : null}
          </div>
        ))}
      </div>
      <p class="keys small">{i18n.t('picker_keys')}</p>
    </>
  );
}

function Gaps({ picker, item }: { picker: Picker; item: Suggestion }): JSX.Element {
  const { values, words, findings } = picker.view;
  return (
    <>
      <h2>{item.template.name ?? item.template.id}</h2>
      <p class="small quiet">{i18n.t('picker_fill')}</p>
      {gapsOf(item).map((gap) => (
        <label key={gap.name}>
          <span>{gap.description ?? gap.name}</span>
          <input
            type="text"
            placeholder={gap.example ?? ''}
            value={values.value[gap.name] ?? ''}
            onInput={trusted((event: Event) => {
              values.value = { ...values.value, [gap.name]: (event.target as HTMLInputElement).value };
            })}
          />
        </label>
      ))}
      <div class="whole" lang="ru">
        <WithGaps text={item.text} values={values.value} />
      </div>
      {words.value ? (
        <p role="status" class="said">
          {words.value}
        </p>
      ) : null}
      <Findings findings={findings.value} />
      <div class="row actions">
        <button type="button" class="button main" onClick={trusted(() => void picker.fillAndInsert())}>
          {i18n.t('picker_insert')}
        </button>
        <span class="small quiet">{i18n.t('picker_gap_keys')}</span>
      </div>
    </>
  );
}

function WithGaps({ text, values }: { text: string; values: Record<string, string> }): JSX.Element {
  const pieces = text.split(GAP);
  return (
    <>
      {pieces.map((piece, at) => {
        if (at % 2 === 0) return piece;
        const value = values[piece];
        return (
          <span class="gap" key={`${piece}-${at}`}>
            {value || piece}
          </span>
        );
      })}
    </>
  );
}
