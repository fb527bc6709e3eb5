import { overlaySheet } from './sheet';

/** The one element that we add to a page, and the closed tree in it that holds everything we draw. */
export interface Layer {
  readonly host: HTMLElement;
  readonly badges: HTMLElement;
  readonly tools: HTMLElement;
  /** Where the layer's own corner stands in the window, and how large its pixels are there. */
  origin(): Origin;
  /** Puts the host back where a page that rebuilt its body lost it. */
  keep(): void;
}

/** Not 0,0 and 1 where a page transforms or zooms its body. */
export interface Origin {
  x: number;
  y: number;
  scale: number;
}

/** The transform that takes something of ours to a point of the window. */
export function movedTo({ x, y, scale }: Origin, left: number, top: number): string {
  return `translate(${Math.round((left - x) / scale)}px, ${Math.round((top - y) / scale)}px)`;
}

/** The width that the sheet gives to what holds the badges. */
const MEASURE = 100;
/** A page that throws our element out so often in so many milliseconds does not want it. */
const MOST_RETURNS = 10;
const RETURNS_IN = 10_000;

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
  let returns: number[] = [];

  return {
    host,
    badges,
    tools,
    origin() {
      const { x, y, width } = badges.getBoundingClientRect();
      return { x, y, scale: width > 0 ? width / MEASURE : 1 };
    },
    keep() {
      if (host.parentNode === page.body || signal.aborted) return;
      const now = performance.now();
      returns = returns.filter((at) => now - at < RETURNS_IN);
      if (returns.length >= MOST_RETURNS) return;
      returns.push(now);
      page.body?.append(host);
    },
  };
}

function make(page: Document, name: string): HTMLElement {
  const element = page.createElement('div');
  element.className = name;
  return element;
}
