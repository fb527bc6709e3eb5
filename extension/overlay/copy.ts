import type { Layer } from './layer';

/** Puts a text on the clipboard; false where the browser refuses. */
export async function copyText(layer: Layer, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or the page's policy forbids it: the older way needs a selected field.
  }
  const page = layer.host.ownerDocument;
  const field = page.createElement('textarea');
  field.value = text;
  field.className = 'sr';
  layer.tools.append(field);
  field.select();
  const copied = page.execCommand('copy');
  field.remove();
  return copied;
}
