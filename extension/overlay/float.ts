import { type Layer, movedTo } from './layer';

/** Where a panel goes: near what it belongs to, inside the window, and never over the field in which one types. */

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const GAP = 6;
const EDGE = 8;

export function placePanel(
  layer: Layer,
  panel: HTMLElement,
  anchor: Rect,
  avoid: Rect | null,
  sides: readonly Side[],
): void {
  const view = layer.host.ownerDocument.documentElement;
  const size = panel.getBoundingClientRect();
  const places = sides.map((side) => clamp(PLACES[side](anchor, size), size, view));
  const free = places.find((at) => !hits(at, size, anchor) && !(avoid && hits(at, size, avoid)));
  const second = places.find((at) => !(avoid && hits(at, size, avoid)));
  const { x, y } = free ?? second ?? beside(avoid, size, view) ?? places[0] ?? { x: EDGE, y: EDGE };
  panel.style.transform = movedTo(layer.origin(), x, y);
}

export type Side = 'right' | 'left' | 'below' | 'above';

interface At {
  x: number;
  y: number;
}

const PLACES: Record<Side, (anchor: Rect, size: DOMRect) => At> = {
  right: (anchor) => ({ x: anchor.right + GAP, y: anchor.top - 8 }),
  left: (anchor, size) => ({ x: anchor.left - size.width - GAP, y: anchor.top - 8 }),
  below: (anchor) => ({ x: anchor.left, y: anchor.bottom + GAP }),
  above: (anchor, size) => ({ x: anchor.left, y: anchor.top - size.height - GAP }),
};

function clamp({ x, y }: At, size: DOMRect, view: Element): At {
  return {
    x: Math.max(EDGE, Math.min(x, view.clientWidth - size.width - EDGE)),
    y: Math.max(EDGE, Math.min(y, view.clientHeight - size.height - EDGE)),
  };
}

/** The corner that leaves most of a field free, where no side of the anchor does. */
function beside(avoid: Rect | null, size: DOMRect, view: Element): At | null {
  if (!avoid) return null;
  const corners = [EDGE, view.clientWidth - size.width - EDGE].flatMap((x) =>
    [EDGE, view.clientHeight - size.height - EDGE].map((y) => ({ x, y })),
  );
  return corners.find((at) => !hits(at, size, avoid)) ?? null;
}

function hits({ x, y }: At, size: DOMRect, other: Rect): boolean {
  return x < other.right && x + size.width > other.left && y < other.bottom && y + size.height > other.top;
}
