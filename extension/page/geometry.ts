import type { Sighting } from './runs';

/** Where a piece of the page's text stands in the window, and whether a person can see it there. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const ranges = new WeakMap<Document, Range>();

/** The nearest ancestor that clips what it holds, per element; forgotten whenever the page changed. */
let clippers = new WeakMap<Element, Element | null>();

export function forgetClippers(): void {
  clippers = new WeakMap();
}

/** The number's box, frames and all; null where it is not laid out. */
export function boxOf(sighting: Sighting): Box | null {
  const page = sighting.startNode.ownerDocument;
  let range = ranges.get(page);
  if (!range) {
    range = page.createRange();
    ranges.set(page, range);
  }
  try {
    range.setStart(sighting.startNode, sighting.startOffset);
    range.setEnd(sighting.endNode, sighting.endOffset);
  } catch {
    return null; // the text shrank since the last look; the next one drops the sighting
  }
  const rect = range.getBoundingClientRect();
  range.detach();
  return rect.width === 0 || rect.height === 0 ? null : rect;
}

/** How far the window of an element's document is from the top window's corner; null where a frame is gone. */
export function frameOffset(page: Document): { x: number; y: number } | null {
  let x = 0;
  let y = 0;
  for (let view = page.defaultView; view && view !== view.top; view = view.parent as typeof view) {
    const frame = view.frameElement;
    if (!frame) return null;
    const rect = frame.getBoundingClientRect();
    x += rect.left + frame.clientLeft;
    y += rect.top + frame.clientTop;
  }
  return { x, y };
}

/** Whether the point in the middle of the number's end is really that number to the eye: not clipped, not covered. */
export function isVisible(sighting: Sighting, box: Box): boolean {
  const element = sighting.endNode.parentElement ?? hostOf(sighting.endNode);
  if (!element) return false;
  const x = Math.max(box.left, box.right - 3);
  const y = (box.top + box.bottom) / 2;
  if (isClipped(element, x, y) || isCovered(element, x, y)) return false;
  return frameShows(element.ownerDocument, x, y);
}

function hostOf(node: Node): Element | null {
  const root = node.getRootNode();
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as ShadowRoot).host ?? null) : null;
}

function isClipped(element: Element, x: number, y: number): boolean {
  for (let at = clipperOf(element); at; at = clipperOf(parentOf(at))) {
    const rect = at.getBoundingClientRect();
    if (x < rect.left || x > rect.right || y < rect.top || y > rect.bottom) return true;
  }
  return false;
}

function parentOf(element: Element): Element | null {
  return element.parentElement ?? hostOf(element);
}

function clipperOf(element: Element | null): Element | null {
  const path: Element[] = [];
  let found: Element | null = null;
  for (let at = element; at; at = parentOf(at)) {
    const known = clippers.get(at);
    if (known !== undefined) {
      found = known;
      break;
    }
    path.push(at);
    if (at !== at.ownerDocument.documentElement && at !== at.ownerDocument.body && clips(at)) {
      found = at;
      break;
    }
  }
  for (const passed of path) clippers.set(passed, found);
  return found;
}

function clips(element: Element): boolean {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return style !== undefined && (style.overflowX !== 'visible' || style.overflowY !== 'visible');
}

function isCovered(element: Element, x: number, y: number): boolean {
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint(x, y);
  // Nothing of this tree is hit: outside the window, or (in a shadow tree) covered by something of the outer one.
  if (!hit) return true;
  return !(hit === element || element.contains(hit) || hit.contains(element) || holds(element, hit));
}

/** A tree's host answers for what is in it. */
function holds(element: Element, hit: Element): boolean {
  for (let host = hostOf(element); host; host = hostOf(host)) if (host === hit || hit.contains(host)) return true;
  return false;
}

function frameShows(page: Document, x: number, y: number): boolean {
  const view = page.defaultView;
  if (!view) return false;
  if (x < 0 || y < 0 || x > view.innerWidth || y > view.innerHeight) return false;
  const frame = view === view.top ? null : view.frameElement;
  if (!frame) return view === view.top;
  const rect = frame.getBoundingClientRect();
  const outerX = x + rect.left + frame.clientLeft;
  const outerY = y + rect.top + frame.clientTop;
  if (isClipped(frame, outerX, outerY) || isCovered(frame, outerX, outerY)) return false;
  return frameShows(frame.ownerDocument, outerX, outerY);
}
