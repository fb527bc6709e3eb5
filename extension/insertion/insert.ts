import { type Caret, type Editor, isUsable, restore, textOf } from './field';
import { forOneLine, overBy, spliced, withTrigger } from './room';

/**
 * Puts a text where the caret is, keeping the draft around it and the way back (Ctrl+Z). Never submits, never clicks.
 *
 * The browser's own insertion comes first: pages take it for typing and undo knows it. Then, each only if what was
 * there before is unchanged: a paste for rich editors, the value's own setter for fields. What was written is read
 * back; where nothing works the text is copied instead and the caller says so.
 */

export type Inserted =
  | { done: true }
  | { done: false; why: 'too_long'; over: number }
  | { done: false; why: 'unusable' }
  | { done: false; why: 'refused'; copied: boolean };

export interface Task {
  editor: Editor;
  caret: Caret;
  text: string;
  /** What called us and goes as the text comes: `//`, or nothing. */
  trigger: string;
  /** What the page is known to refuse beyond, in characters. */
  limit?: number | undefined;
  copy(text: string): Promise<boolean>;
}

export async function insert(task: Task): Promise<Inserted> {
  const { editor, trigger } = task;
  if (!isUsable(editor)) return { done: false, why: 'unusable' };
  const text = editor.oneLine ? forOneLine(task.text) : task.text;
  const caret = takingTrigger(editor, task.caret, trigger);
  const over = overflow(editor, caret, text, task.limit);
  if (over > 0) return { done: false, why: 'too_long', over };
  const done = editor.kind === 'field' ? intoField(editor, caret, text) : await intoRich(editor, caret, text);
  if (done && (await stays(editor, text))) return { done: true };
  return { done: false, why: 'refused', copied: await task.copy(text) };
}

function takingTrigger(editor: Editor, caret: Caret, trigger: string): Caret {
  if (!trigger) return caret;
  if (editor.kind === 'field' && caret.kind === 'field') {
    return { kind: 'field', span: withTrigger(editor.element.value, caret.span, trigger) };
  }
  if (caret.kind !== 'rich' || !caret.range) return caret;
  const range = caret.range.cloneRange();
  const node = range.startContainer;
  if (node.nodeType === Node.TEXT_NODE && (node as Text).data.slice(0, range.startOffset).endsWith(trigger)) {
    range.setStart(node, range.startOffset - trigger.length);
  }
  return { kind: 'rich', range };
}

function overflow(editor: Editor, caret: Caret, text: string, limit: number | undefined): number {
  if (editor.kind === 'field' && caret.kind === 'field') {
    const whole = spliced(editor.element.value, caret.span, text);
    return overBy(whole, { maxLength: editor.element.maxLength, limit });
  }
  const replaced = caret.kind === 'rich' ? (caret.range?.toString() ?? '') : '';
  const draft = textOf(editor).trimEnd();
  return overBy(draft.slice(0, Math.max(0, draft.length - replaced.length)) + text, { limit });
}

type Field = Extract<Editor, { kind: 'field' }>;

function intoField(editor: Field, caret: Caret, text: string): boolean {
  const { element } = editor;
  const before = element.value;
  restore(editor, caret);
  const span = { start: element.selectionStart ?? before.length, end: element.selectionEnd ?? before.length };
  const wanted = spliced(before, span, text);
  type(element, text);
  if (sameText(element.value, wanted)) return true;
  if (element.value !== before) return false; // something else was written: a second try would double it
  setValue(element, wanted, span.start + text.length, text);
  return sameText(element.value, wanted);
}

function type(element: HTMLElement, text: string): void {
  // Deprecated, and still the only way in which a page's script can type so that undo knows of it.
  element.ownerDocument.execCommand('insertText', false, text);
}

/** The setter of the element's own kind, past whatever a framework put on this very element. */
function setValue(element: HTMLTextAreaElement | HTMLInputElement, value: string, caret: number, text: string): void {
  const view = element.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  const kind = element.localName === 'textarea' ? view?.HTMLTextAreaElement : view?.HTMLInputElement;
  const setter = kind && Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set;
  if (!setter) return;
  setter.call(element, value);
  element.setSelectionRange(caret, caret);
  element.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data: text }),
  );
  element.dispatchEvent(new Event('change', { bubbles: true }));
}

type Rich = Extract<Editor, { kind: 'rich' }>;

async function intoRich(editor: Rich, caret: Caret, text: string): Promise<boolean> {
  const { element } = editor;
  restore(editor, caret);
  const before = bare(textOf(editor));
  const replaced = caret.kind === 'rich' ? bare(caret.range?.toString() ?? '') : '';
  const isThere = (): boolean => {
    const now = bare(textOf(editor));
    return now.includes(bare(text)) && now.length === before.length - replaced.length + bare(text).length;
  };
  type(element, text);
  await frame();
  if (isThere()) return true;
  if (bare(textOf(editor)) !== before) element.ownerDocument.execCommand('undo');
  await frame();
  if (bare(textOf(editor)) !== before) return false;
  restore(editor, caret);
  paste(element, text);
  await frame();
  return isThere();
}

/** What editors that keep their own model listen to. */
function paste(element: HTMLElement, text: string): void {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  element.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true }),
  );
}

/** Frameworks write their own value back within a frame or two: look again then. */
async function stays(editor: Editor, text: string): Promise<boolean> {
  await frame();
  await frame();
  return bare(textOf(editor)).includes(bare(text));
}

/** Rich editors turn line breaks into blocks and spaces into other spaces: compared is what is written, not how. */
function bare(text: string): string {
  return text.replace(/[\s\u00a0\u200b\ufeff]+/g, '');
}

function sameText(one: string, other: string): boolean {
  return one.replace(/\r\n?/g, '\n') === other.replace(/\r\n?/g, '\n');
}

function frame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100); // a tab in the background draws no frames
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
