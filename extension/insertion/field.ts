import type { Span } from './room';

/** A place in the page that one types into, whatever it is made of. */

export type Editor =
  | { kind: 'field'; element: HTMLTextAreaElement; oneLine: false }
  | { kind: 'field'; element: HTMLInputElement; oneLine: true }
  | { kind: 'rich'; element: HTMLElement; oneLine: false };

/** Where the caret was: positions in a field, a range in rich text. */
export type Caret = { kind: 'field'; span: Span } | { kind: 'rich'; range: Range | null };

const TYPED_INPUTS = new Set(['text', 'search', '']);

/** The editor that an element is (or is part of); null for anything one does not type free text into. */
export function editorOf(node: EventTarget | null): Editor | null {
  const element = node as HTMLElement | null;
  if (element?.nodeType !== Node.ELEMENT_NODE) return null;
  if (element.localName === 'textarea') {
    return { kind: 'field', element: element as HTMLTextAreaElement, oneLine: false };
  }
  if (element.localName === 'input') {
    const input = element as HTMLInputElement;
    return TYPED_INPUTS.has(input.type) ? { kind: 'field', element: input, oneLine: true } : null;
  }
  if (!element.isContentEditable) return null;
  let top = element;
  while (top.parentElement?.isContentEditable) top = top.parentElement;
  return { kind: 'rich', element: top, oneLine: false };
}

/** Nothing is put into what is gone, hidden, locked or switched off. */
export function isUsable({ element, kind }: Editor): boolean {
  if (!element.isConnected || !element.ownerDocument.defaultView) return false;
  if (kind === 'field') {
    const field = element as HTMLTextAreaElement;
    if (field.readOnly || field.disabled) return false;
  }
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

export function textOf(editor: Editor): string {
  if (editor.kind === 'field') return editor.element.value;
  // biome-ignore lint/performance/useDomNodeTextContent: line breaks of rich text are blocks, which only this one tells
  return editor.element.innerText ?? editor.element.textContent ?? '';
}

interface HasSelection {
  getSelection?: () => Selection | null;
}

/** The selection of the tree that the element lives in: a shadow root keeps its own where the browser has that. */
export function selectionIn(element: HTMLElement): Selection | null {
  const root = element.getRootNode() as unknown as HasSelection;
  return root.getSelection ? root.getSelection() : element.ownerDocument.getSelection();
}

export function caretOf(editor: Editor): Caret {
  if (editor.kind === 'field') {
    const end = editor.element.value.length;
    return {
      kind: 'field',
      span: { start: editor.element.selectionStart ?? end, end: editor.element.selectionEnd ?? end },
    };
  }
  const selection = selectionIn(editor.element);
  if (!selection || selection.rangeCount === 0) return { kind: 'rich', range: null };
  const range = selection.getRangeAt(0);
  return { kind: 'rich', range: editor.element.contains(range.startContainer) ? range.cloneRange() : null };
}

/** The line up to the caret, as far as one text node or the field tells; for noticing `//`. */
export function beforeCaret(editor: Editor): { before: string; after: string } | null {
  if (editor.kind === 'field') {
    const { selectionStart, selectionEnd, value } = editor.element;
    if (selectionStart === null || selectionStart !== selectionEnd) return null;
    return { before: value.slice(0, selectionStart), after: value.slice(selectionStart) };
  }
  const selection = selectionIn(editor.element);
  if (!selection?.isCollapsed || !selection.anchorNode) return null;
  if (selection.anchorNode.nodeType !== Node.TEXT_NODE) return null;
  if (selection.anchorNode.parentElement?.closest('code, pre')) return null;
  const text = (selection.anchorNode as Text).data;
  return { before: text.slice(0, selection.anchorOffset), after: text.slice(selection.anchorOffset) };
}

/** Back into the editor, with the caret where it was left. */
export function restore(editor: Editor, caret: Caret): void {
  editor.element.focus({ preventScroll: true });
  if (editor.kind === 'field') {
    if (caret.kind === 'field') editor.element.setSelectionRange(caret.span.start, caret.span.end);
    return;
  }
  const selection = selectionIn(editor.element);
  if (!selection) return;
  const known = caret.kind === 'rich' && caret.range && editor.element.contains(caret.range.startContainer);
  if (known && caret.kind === 'rich' && caret.range) {
    const { startContainer, startOffset, endContainer, endOffset } = caret.range;
    selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    return;
  }
  selection.selectAllChildren(editor.element);
  selection.collapseToEnd();
}
