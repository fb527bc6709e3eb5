import { render } from 'preact';
import { i18n } from '#i18n';
import type { Editor } from '../insertion/field';
import { type Layer, movedTo } from './layer';
import { Icon, trusted } from './parts';
import { screenRect } from './picker';

/** The small button on the focused editor's upper edge; it opens the picker and leaves the caret where it is. */
export class Launcher {
  private readonly button: HTMLButtonElement;
  private editor: Editor | null = null;

  constructor(
    private readonly layer: Layer,
    open: (editor: Editor) => void,
  ) {
    this.button = layer.host.ownerDocument.createElement('button');
    this.button.type = 'button';
    this.button.dataset.vozvrat = 'launcher';
    this.button.hidden = true;
    this.button.title = i18n.t('launcher_name');
    this.button.setAttribute('aria-label', i18n.t('launcher_name'));
    render(<Icon path="M8 6h13M8 12h13M8 18h7M3 6h.01M3 12h.01M3 18h.01" />, this.button);
    // The field keeps the focus: the press is ours alone.
    this.button.addEventListener('mousedown', (event) => event.preventDefault());
    this.button.addEventListener(
      'click',
      trusted(() => {
        if (this.editor) open(this.editor);
      }),
    );
    layer.tools.append(this.button);
  }

  show(editor: Editor): void {
    this.editor = editor.oneLine ? null : editor;
    this.place();
  }

  hide(): void {
    this.editor = null;
    this.button.hidden = true;
  }

  place(): void {
    const { editor } = this;
    this.button.hidden = !editor?.element.isConnected;
    if (!editor || this.button.hidden) return;
    const field = screenRect(editor.element);
    const view = this.layer.host.ownerDocument.documentElement;
    if (field.bottom < 0 || field.top > view.clientHeight || field.right - field.left < 40) {
      this.button.hidden = true;
      return;
    }
    const x = Math.min(field.right, view.clientWidth) - 30;
    this.button.style.transform = movedTo(this.layer.origin(), x, Math.max(2, field.top - 13));
  }
}
