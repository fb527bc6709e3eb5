import type { Box } from '../page/geometry';
import type { Sighting } from '../page/runs';

/** Where a badge goes: beside its number where there is room, else under or over it, never over somebody's words. */

export interface Spot {
  /** From the number's top right corner. */
  dx: number;
  dy: number;
}

const GAP = 4;
const CELLS = 'td,th,li,dd,[role="cell"],[role="gridcell"]';
const MOST_NEIGHBOURS = 24;

/** Chooses among the spots around `box`; both in the number's own window. */
export function spotFor(sighting: Sighting, box: Box, width: number, height: number, cell: Element | null): Spot {
  const beside: Spot = { dx: GAP, dy: (box.bottom - box.top - height) / 2 };
  for (const room of [cell, cell?.parentElement]) {
    if (!room) continue;
    const taken = neighbours(sighting, room, box);
    const limits = room.getBoundingClientRect();
    const free = spotsAround(box, beside, width, height, taken).find((spot) => {
      const at = boxAt(box, spot, width, height);
      return fits(at, limits) && !taken.some((other) => overlap(at, other));
    });
    if (free) return free;
  }
  return beside;
}

/** Right of the number, under it, at the end of the lines around it, over it, left of it. */
function spotsAround(box: Box, beside: Spot, width: number, height: number, taken: readonly Box[]): Spot[] {
  const start = box.left - box.right;
  const lines = taken
    .filter((line) => line.left < box.right && line.right > box.left && Math.abs(line.top - box.top) < 3 * height)
    .map((line) => ({ dx: line.right - box.right + GAP, dy: (line.top + line.bottom - height) / 2 - box.top }));
  return [
    beside,
    { dx: start, dy: box.bottom - box.top + 1 },
    ...lines,
    { dx: start, dy: -height - 1 },
    { dx: start - width - GAP, dy: beside.dy },
  ];
}

function boxAt(box: Box, spot: Spot, width: number, height: number): Box {
  const left = box.right + spot.dx;
  const top = box.top + spot.dy;
  return { left, top, right: left + width, bottom: top + height };
}

function fits(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  );
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom - 2 && one.bottom > other.top + 2;
}

/** The cell that the number stands in, or the nearest block around it. */
export function roomOf(sighting: Sighting): Element | null {
  const parent = sighting.endNode.parentElement;
  const cell = parent?.closest(CELLS);
  if (cell) return cell;
  for (let at = parent; at; at = at.parentElement) {
    const display = at.ownerDocument.defaultView?.getComputedStyle(at).display ?? '';
    if (display !== 'inline' && display !== 'contents') return at.parentElement ?? at;
  }
  return null;
}

/** Boxes of the words and pictures that share the room with the number. */
function neighbours(sighting: Sighting, room: Element, box: Box): Box[] {
  const boxes: Box[] = [];
  const page = room.ownerDocument;
  const walker = page.createTreeWalker(room, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const range = page.createRange();
  for (let node = walker.nextNode(), count = 0; node && count < MOST_NEIGHBOURS; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!(node as Text).data.trim()) continue;
      count += 1;
      for (const part of outsideNumber(sighting, node as Text)) {
        range.setStart(node, part[0]);
        range.setEnd(node, part[1]);
        boxes.push(...range.getClientRects());
      }
    } else if (/^(?:img|svg|button|input|select|canvas|video)$/.test((node as Element).localName)) {
      count += 1;
      boxes.push((node as Element).getBoundingClientRect());
    }
  }
  return boxes.filter((other) => other.right - other.left > 1 && !same(other, box));
}

function outsideNumber(sighting: Sighting, node: Text): [number, number][] {
  const length = node.data.length;
  const parts: [number, number][] = [];
  if (!sighting.nodes.includes(node)) return [[0, length]];
  if (node === sighting.startNode && node.data.slice(0, sighting.startOffset).trim())
    parts.push([0, sighting.startOffset]);
  if (node === sighting.endNode && node.data.slice(sighting.endOffset).trim()) parts.push([sighting.endOffset, length]);
  return parts;
}

function same(one: Box, other: Box): boolean {
  return (
    Math.abs(one.left - other.left) < 1 && Math.abs(one.top - other.top) < 1 && Math.abs(one.right - other.right) < 1
  );
}
