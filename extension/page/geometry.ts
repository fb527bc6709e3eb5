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

/** The point by which a number is judged: near its end, in the middle of the line. */
export function pointOf(box: Box): { x: number; y: number } {
  return { x: Math.max(box.left, box.right - 3), y: (box.top + box.bottom) / 2 };
}

/** Whether what scrolls around the number cuts it off, or is about to: within `edge` pixels of its border. */
export function clipAt(sighting: Sighting, box: Box, edge: number): Clip {
  const { x, y } = pointOf(box);
  return clipOf(elementOf(sighting), x, y, edge);
}

/** Whether the number is really that to the eye: nothing lies over it, in its own window or in those around. */
export function isShown(sighting: Sighting, box: Box): boolean {
  const element = elementOf(sighting);
  if (!element) return false;
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const { x, y } = pointOf(box);
  return !isCovered(element, x, y) && frameShows(element.ownerDocument, x, y);
}

export type Clip = 'clipped' | 'edge' | 'free';

function elementOf({ endNode }: Sighting): Element | null {
  return endNode.parentElement ?? hostOf(endNode);
}

function hostOf(node: Node): Element | null {
  const root = node.getRootNode();
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as ShadowRoot).host ?? null) : null;
}

function clipOf(element: Element | null, x: number, y: number, edge: number): Clip {
  let near = false;
  for (let at = clipperOf(element); at; at = clipperOf(parentOf(at))) {
    const rect = at.getBoundingClientRect();
    if (x < rect.left || x > rect.right || y < rect.top || y > rect.bottom) return 'clipped';
    near ||= y < rect.top + edge || y > rect.bottom - edge;
  }
  return near ? 'edge' : 'free';
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
  if (clipOf(frame, outerX, outerY, 0) === 'clipped' || isCovered(frame, outerX, outerY)) return false;
  return frameShows(frame.ownerDocument, outerX, outerY);
}
