import { overlaySheet } from './sheet';

/** The one element that we add to a page, and the closed tree in it that holds everything we draw. */
export interface Layer {
  readonly host: HTMLElement;
  readonly badges: HTMLElement;
  readonly tools: HTMLElement;
  /** Where the layer's own corner stands in the window: not at 0,0 where a page transforms its body. */
  origin(): { x: number; y: number };
  /** Puts the host back where a page that rebuilt its body lost it. */
  keep(): void;
}

const KEPT_TO_OURSELVES = [
  'keydown',
  'keyup',
  'keypress',
  'input',
  'beforeinput',
  'change',
  'click',
  'dblclick',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'wheel',
  'copy',
  'cut',
  'paste',
  'contextmenu',
];

export function openLayer(page: Document, signal: AbortSignal): Layer {
  const host = page.createElement('div');
  host.setAttribute('data-vozvrat', '');
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [overlaySheet()];
  const layer = make(page, 'layer');
  const badges = make(page, 'badges');
  const tools = make(page, 'tools');
  layer.append(badges, tools);
  root.append(layer);

  // What happens in our tree is none of the page's business: its shortcuts must not hear a search being typed.
  for (const kind of KEPT_TO_OURSELVES) root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
  // A drawer that keeps the focus in itself would take it away from our search line.
  for (const kind of ['focusin', 'focusout']) {
    page.defaultView?.addEventListener(kind, (event) => event.target === host && event.stopImmediatePropagation(), {
      signal,
      capture: true,
    });
  }
  signal.addEventListener('abort', () => host.remove());
  page.body.append(host);

  return {
    host,
    badges,
    tools,
    origin() {
      const { x, y } = layer.getBoundingClientRect();
      return { x, y };
    },
    keep() {
      if (!host.isConnected && !signal.aborted) page.body?.append(host);
    },
  };
}

function make(page: Document, name: string): HTMLElement {
  const element = page.createElement('div');
  element.className = name;
  return element;
}
