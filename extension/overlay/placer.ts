import { type Box, boxOf, clipAt, forgetClippers, frameOffset, isShown, pointOf } from '../page/geometry';
import type { Sighting } from '../page/runs';
import type { Move } from '../page/watch';
import { type Layer, movedTo, type Origin } from './layer';
import { roomOf, type Spot, spotFor } from './place';

/**
 * Lays badges beside their numbers. Everything is read first and written afterwards, so that the page is laid out once
 * a frame however many badges there are; what lies outside the window costs one look.
 */

export interface Placed {
  readonly element: HTMLElement;
  sighting: Sighting;
  /** The words on it: equal words are equally wide. */
  sized: string;
  spot: Spot | null;
  /** What the spot was chosen by; while it stays, the spot does. */
  around: string;
  room: Element | null | undefined;
  shown: boolean;
  at: string;
}

interface Size {
  width: number;
  height: number;
}

/** After scrolling has stopped, what covers what is looked at again, everywhere. */
const SETTLED = 150;
/** While scrolling, heads and bars come over badges only near the edges of what scrolls. */
const EDGE = 140;

export class Placer {
  private readonly sizes = new Map<string, Size>();
  private scale = 1;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly layer: Layer,
    private readonly again: () => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => clearTimeout(this.settling));
  }

  place(badges: Iterable<Placed>, move: Move): void {
    const all = [...badges];
    if (all.length === 0) return;
    if (move !== 'scrolled') forgetClippers();
    const origin = this.layer.origin();
    this.rescale(origin.scale);
    this.measure(all);
    const offsets = new Map<Document, { x: number; y: number } | null>();
    const places = all.map((badge) => this.where(badge, move, origin, offsets));
    for (const [index, badge] of all.entries()) write(badge, places[index] ?? '');
    if (move === 'scrolled') this.settleLater();
  }

  private settleLater(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.again(), SETTLED);
  }

  private rescale(scale: number): void {
    if (scale === this.scale) return;
    this.scale = scale;
    this.sizes.clear();
  }

  /** Sizes of words not seen before: all are shown, then all are read. */
  private measure(badges: readonly Placed[]): void {
    const fresh = badges.filter((badge) => !this.sizes.has(badge.sized));
    if (fresh.length === 0) return;
    if (this.sizes.size > 300) this.sizes.clear();
    for (const badge of fresh) badge.element.hidden = false;
    for (const { sized, element } of fresh) {
      if (this.sizes.has(sized)) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width > 0) this.sizes.set(sized, { width, height });
    }
    for (const badge of fresh) badge.element.hidden = !badge.shown;
  }

  /** The transform that puts the badge beside its number, or nothing where the number is not to be seen. */
  private where(
    badge: Placed,
    move: Move,
    origin: Origin,
    offsets: Map<Document, { x: number; y: number } | null>,
  ): string {
    const page = badge.sighting.startNode.ownerDocument;
    let offset = offsets.get(page);
    if (offset === undefined) {
      offset = frameOffset(page);
      offsets.set(page, offset);
    }
    const size = this.sizes.get(badge.sized);
    const box = boxOf(badge.sighting);
    if (!offset || !box || !size || !this.inWindow(box, offset)) return '';
    if (!this.isSeen(badge, box, offset, move)) return '';
    if (!badge.spot || move !== 'scrolled') this.choose(badge, box, size);
    const spot = badge.spot ?? { dx: 0, dy: 0 };
    return movedTo(origin, this.inside(box.right + spot.dx + offset.x, size.width), box.top + spot.dy + offset.y);
  }

  /** A number at the window's edge keeps its badge in the window, be it over the number's last digits. */
  private inside(left: number, width: number): number {
    return Math.max(0, Math.min(left, this.layer.host.ownerDocument.documentElement.clientWidth - width));
  }

  private inWindow(box: Box, offset: { x: number; y: number }): boolean {
    const { clientWidth, clientHeight } = this.layer.host.ownerDocument.documentElement;
    const { x, y } = pointOf(box);
    return x + offset.x >= 0 && y + offset.y >= 0 && x + offset.x <= clientWidth && y + offset.y <= clientHeight;
  }

  private isSeen(badge: Placed, box: Box, offset: { x: number; y: number }, move: Move): boolean {
    const clip = clipAt(badge.sighting, box, EDGE);
    if (clip === 'clipped') return false;
    const height = this.layer.host.ownerDocument.documentElement.clientHeight;
    const nearEdge = clip === 'edge' || box.top + offset.y < EDGE || box.bottom + offset.y > height - EDGE;
    if (move === 'scrolled' && badge.shown && !nearEdge) return true;
    return isShown(badge.sighting, box);
  }

  private choose(badge: Placed, box: Box, size: Size): void {
    if (badge.room === undefined || badge.room?.isConnected === false) badge.room = roomOf(badge.sighting);
    const { room } = badge;
    const limits = room?.getBoundingClientRect();
    const around = [
      badge.sized,
      Math.round(box.right - box.left),
      Math.round(limits ? box.left - limits.left : 0),
      Math.round(limits?.width ?? 0),
      Math.round(limits?.height ?? 0),
      room?.textContent?.length,
    ].join();
    if (badge.spot && badge.around === around) return;
    badge.around = around;
    badge.spot = spotFor(badge.sighting, box, size.width, size.height, room ?? null);
  }
}

function write(badge: Placed, at: string): void {
  if (badge.at === at) return;
  badge.at = at;
  badge.shown = at !== '';
  badge.element.hidden = !badge.shown;
  if (badge.shown) badge.element.style.transform = at;
}
