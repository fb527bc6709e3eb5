import { beforeCaret, type Editor, editorOf, isUsable } from '../insertion/field';
import type { PageMap } from './map';
import type { Root } from './roots';
import { callsPicker } from './trigger';

/** Follows which editor of the page has the caret, and calls for the picker. Draws nothing. */

export interface EditorEvents {
  focused(editor: Editor): void;
  left(editor: Editor): void;
  /** A person typed; `called`: the last two strokes were `//`. */
  typed(editor: Editor, called: boolean): void;
  /** Alt+Shift+T inside an editor. */
  shortcut(editor: Editor): void;
}

/** To be called for every root of the page: a closed tree shows its inner targets only to listeners within. */
export function watchEditors(root: Root, map: PageMap, signal: AbortSignal, events: EditorEvents): void {
  const options = { signal, capture: true, passive: true };
  const own = (event: Event): Editor | null => {
    const target = event.composedPath()[0] ?? null;
    if (!event.isTrusted || (target as Node | null)?.getRootNode?.() !== root) return null;
    const editor = editorOf(target);
    return editor && isUsable(editor) && !isAssistant(editor, map) ? editor : null;
  };
  root.addEventListener('focusin', (event) => ifAny(own(event), events.focused), options);
  root.addEventListener('focusout', (event) => ifAny(own(event), events.left), options);
  root.addEventListener(
    'input',
    (event) =>
      ifAny(own(event), (editor) => {
        const { inputType, data, isComposing } = event as InputEvent;
        const place = inputType === 'insertText' && data === '/' && !isComposing ? beforeCaret(editor) : null;
        events.typed(editor, place !== null && callsPicker(place.before, place.after));
      }),
    options,
  );
  root.addEventListener(
    'keydown',
    (event) => {
      const { code, altKey, shiftKey, ctrlKey, metaKey } = event as KeyboardEvent;
      if (code !== 'KeyT' || !altKey || !shiftKey || ctrlKey || metaKey) return;
      ifAny(own(event), (editor) => {
        event.preventDefault();
        events.shortcut(editor);
      });
    },
    { signal, capture: true },
  );
}

function ifAny(editor: Editor | null, act: (editor: Editor) => void): void {
  if (editor) act(editor);
}

/** The page's own assistant has a box to type into as well; our templates are nothing for it. */
function isAssistant({ element }: Editor, map: PageMap): boolean {
  const said = `${element.getAttribute('placeholder') ?? ''} ${element.getAttribute('aria-label') ?? ''} ${element.dataset.placeholder ?? ''}`;
  const words = Object.values(map.editors.not_ours).flat();
  return words.some((word) => said.toLowerCase().includes(word));
}
