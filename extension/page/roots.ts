/**
 * Every tree that a page's text lives in: the document, its shadow roots (closed ones too), the documents of frames of
 * the same origin, and theirs. Each root is told of once, with a signal that ends when its host goes away.
 */

export type Root = Document | ShadowRoot;

interface ShadowDoor {
  dom?: { openOrClosedShadowRoot?: (element: Element) => ShadowRoot | null };
}

/** Elements that may carry a shadow root though their name is an ordinary one. */
const PLAIN_HOSTS = 'div,section,article,main,aside,header,footer,nav,p,blockquote';
/** The only others that browsers let carry one: there are too many of them to ask each for a closed root. */
const SMALL_HOSTS = 'span,h1,h2,h3,h4,h5,h6';

/** The shadow root of an element, closed ones included: the browser gives them to extensions alone. */
export function shadowOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  const door = (globalThis as unknown as { chrome?: ShadowDoor }).chrome?.dom?.openOrClosedShadowRoot;
  try {
    if (door) return door(element);
    return (element as Element & { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
  } catch {
    return null; // an SVG element, or one of a document that is going away
  }
}

/** The document inside a frame, if the page may read it itself. */
export function documentOf(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    return null;
  }
}

const CUSTOM = ".//*[contains(local-name(), '-')]";

/** Shadow hosts and frames under `root`, the likely ones only; cheap enough for every change of the page. */
export function likelyHosts(root: ParentNode): Element[] {
  const hosts = customElements(root);
  for (const host of root.querySelectorAll(`:is(${PLAIN_HOSTS}):empty, iframe, frame, [slot]`)) {
    hosts.push(host.hasAttribute('slot') && host.parentElement ? host.parentElement : host);
  }
  return hosts;
}

/** The browser's path language tells names with a hyphen without making objects of all other elements. */
function customElements(root: ParentNode): Element[] {
  const owner = root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : root.ownerDocument;
  if (!owner) return [];
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
    return [...root.querySelectorAll('*')].filter((element) => element.localName.includes('-'));
  }
  const found = owner.evaluate(CUSTOM, root, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return Array.from({ length: found.snapshotLength }, (_, at) => found.snapshotItem(at) as Element);
}

/** Asking an element for its closed root costs some 8 microseconds: so many are asked of one change, not more. */
const MOST_ASKED = 1_000;
const MOST_SMALL = 5_000;
/** Tables are full of empty spans that are icons: few of them are asked. */
const MOST_EMPTY = 100;

/** Plain elements with content of their own that could carry a shadow root all the same: for idle moments, in slices. */
export function possibleHosts(root: ParentNode): Element[] {
  const small = [...root.querySelectorAll(SMALL_HOSTS)].slice(0, MOST_SMALL);
  const open = small.filter((element) => element.shadowRoot !== null);
  const empty = small.filter((element) => element.shadowRoot === null && element.firstChild === null);
  const plain = [...root.querySelectorAll(`:is(${PLAIN_HOSTS}):not(:empty)`)];
  return [...open, ...empty.slice(0, MOST_EMPTY), ...plain.slice(0, MOST_ASKED)];
}

export function isFrame(element: Element): boolean {
  return element.localName === 'iframe' || element.localName === 'frame';
}
