import { i18n } from '#i18n';
import type { LookupItem } from '../backend/shapes';
import type { Sighting } from '../page/runs';
import { type Move, measure } from '../page/watch';
import type { Layer } from './layer';
import { type Placed, Placer } from './placer';
import { badgeOf, Tip } from './tip';
import { badgeName, SHAPES, timeLeft } from './words';

/**
 * Badges beside posting numbers. They lie over the page: each knows its text, is moved with it by a transform, and is
 * hidden while the text is scrolled away or covered. A re-rendered row takes over the badge of the row that it replaces.
 */

interface Badge extends Placed {
  readonly element: HTMLButtonElement;
  number: string;
  /** When the number was first seen and its badge not yet drawn. */
  since: number;
}

export interface BadgeEvents {
  open(number: string, badge: HTMLElement): void;
  /** These have come near the window and want to be looked up. */
  near(numbers: string[]): void;
}

/** How far beyond the window numbers are looked up ahead, and how far badges are drawn. */
const AHEAD = '1500px';
const NEAR = '500px';

export class Badges {
  private readonly bySighting = new Map<Sighting, Badge>();
  private readonly near = new Set<Sighting>();
  private readonly byElement = new Map<Element, Set<Sighting>>();
  private readonly spare = new Map<string, Badge[]>();
  private readonly observer: IntersectionObserver;
  /** Sees numbers earlier than they are drawn, so that their answers are there in time. */
  private readonly ahead: IntersectionObserver;
  private readonly tip: Tip;
  private readonly placer: Placer;
  private minute: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly layer: Layer,
    private readonly items: (number: string) => LookupItem | undefined,
    private readonly events: BadgeEvents,
    signal: AbortSignal,
  ) {
    this.observer = watching(NEAR, (entries) => this.approach(entries));
    this.ahead = watching(AHEAD, (entries) => this.lookAhead(entries));
    this.tip = new Tip(layer);
    // A card opened while somebody types must know where the caret was.
    layer.badges.addEventListener('mousedown', (event) => event.preventDefault());
    layer.badges.addEventListener('click', (event) => {
      const badge = badgeOf(event.target);
      if (badge && event.isTrusted) this.events.open(badge.dataset.postingNumber ?? '', badge);
    });
    this.placer = new Placer(layer, () => this.place('restyled'), signal);
    signal.addEventListener('abort', () => {
      this.observer.disconnect();
      this.ahead.disconnect();
      clearTimeout(this.minute);
    });
  }

  seen(added: readonly Sighting[], gone: readonly Sighting[]): void {
    for (const sighting of gone) this.forget(sighting);
    for (const sighting of added) this.adopt(sighting);
    for (const badges of this.spare.values()) for (const badge of badges) badge.element.remove();
    this.spare.clear();
  }

  /** All numbers near the window, each once. */
  numbers(): string[] {
    return [...new Set([...this.near].map((sighting) => sighting.number))];
  }

  /** Draws what became known of these numbers. */
  known(numbers: readonly string[]): void {
    const wanted = new Set(numbers);
    let since = Number.POSITIVE_INFINITY;
    for (const sighting of this.near) {
      if (!wanted.has(sighting.number)) continue;
      const drawn = this.draw(sighting);
      if (drawn) since = Math.min(since, drawn.since);
    }
    this.place('scrolled');
    if (since < Number.POSITIVE_INFINITY) measure('vozvrat:badges', since);
    this.followTime();
  }

  /** Forgets every badge: another company's cabinet is open. */
  clear(): void {
    for (const badge of this.bySighting.values()) badge.element.remove();
    this.bySighting.clear();
    this.tip.check();
  }

  place(move: Move): void {
    this.placer.place(this.bySighting.values(), move);
    this.tip.check();
  }

  private adopt(sighting: Sighting): void {
    const heir = this.spare.get(sighting.number)?.pop();
    if (heir) {
      heir.sighting = sighting;
      heir.spot = null;
      heir.room = undefined;
      this.bySighting.set(sighting, heir);
      this.near.add(sighting);
    }
    const element = sighting.startNode.parentElement;
    if (!element) {
      this.near.add(sighting); // right under a shadow root: nothing there to observe
      this.events.near([sighting.number]);
      return;
    }
    const others = this.byElement.get(element);
    if (others) {
      others.add(sighting);
      if ([...others].some((other) => this.near.has(other))) this.arrive(sighting);
    } else this.byElement.set(element, new Set([sighting]));
    this.observer.observe(element);
    this.ahead.observe(element);
  }

  private forget(sighting: Sighting): void {
    this.near.delete(sighting);
    const badge = this.bySighting.get(sighting);
    if (badge) {
      this.bySighting.delete(sighting);
      this.spare.set(badge.number, [...(this.spare.get(badge.number) ?? []), badge]);
    }
    for (const [element, sightings] of this.elementsOf(sighting)) {
      sightings.delete(sighting);
      if (sightings.size > 0) continue;
      this.byElement.delete(element);
      this.observer.unobserve(element);
      this.ahead.unobserve(element);
    }
  }

  private elementsOf(sighting: Sighting): [Element, Set<Sighting>][] {
    const parent = sighting.startNode.parentElement;
    const direct = parent ? this.byElement.get(parent) : undefined;
    if (parent && direct?.has(sighting)) return [[parent, direct]];
    // A node that was taken out of its parent: rare enough to search.
    return [...this.byElement].filter(([, sightings]) => sightings.has(sighting));
  }

  private lookAhead(entries: readonly IntersectionObserverEntry[]): void {
    const coming = entries.filter((entry) => entry.isIntersecting).flatMap((entry) => [...this.at(entry.target)]);
    if (coming.length > 0) this.events.near(coming.map((sighting) => sighting.number));
  }

  private at(element: Element): Iterable<Sighting> {
    return this.byElement.get(element) ?? [];
  }

  private approach(entries: readonly IntersectionObserverEntry[]): void {
    const asked: string[] = [];
    for (const entry of entries) {
      for (const sighting of this.at(entry.target)) {
        if (entry.isIntersecting) asked.push(...this.arrive(sighting, false));
        else this.leave(sighting);
      }
    }
    if (asked.length > 0) this.events.near(asked);
    if (entries.length > 0) this.place('scrolled');
  }

  private arrive(sighting: Sighting, ask = true): string[] {
    if (!this.near.has(sighting)) {
      this.near.add(sighting);
      this.arrivedAt.set(sighting, performance.now());
      if (this.items(sighting.number)) {
        this.draw(sighting);
        this.followTime();
      }
    }
    if (ask) this.events.near([sighting.number]);
    return [sighting.number];
  }

  private readonly arrivedAt = new WeakMap<Sighting, number>();

  private leave(sighting: Sighting): void {
    this.near.delete(sighting);
    const badge = this.bySighting.get(sighting);
    badge?.element.remove();
    this.bySighting.delete(sighting);
  }

  /** The badge of a sighting, new or brought up to date; null where there is nothing to say. */
  private draw(sighting: Sighting): Badge | null {
    const item = this.items(sighting.number);
    const known = this.bySighting.get(sighting);
    if (!item || item.status === 'not_found') {
      known?.element.remove();
      this.bySighting.delete(sighting);
      return null;
    }
    if (known) {
      this.write(known, item);
      return null;
    }
    const element = this.button();
    const since = this.arrivedAt.get(sighting) ?? performance.now();
    const badge: Badge = {
      number: sighting.number,
      element,
      sighting,
      spot: null,
      around: '',
      room: undefined,
      shown: false,
      sized: '',
      at: '',
      since,
    };
    this.write(badge, item);
    element.hidden = true;
    this.layer.badges.append(element);
    this.bySighting.set(sighting, badge);
    return badge;
  }

  private button(): HTMLButtonElement {
    const element = this.layer.host.ownerDocument.createElement('button');
    element.type = 'button';
    element.dataset.vozvrat = 'badge';
    return element;
  }

  private write(badge: Badge, item: LookupItem): void {
    const { element } = badge;
    const severity = item.status === 'found' ? (item.severity ?? null) : null;
    const clock = item.next_deadline;
    const left = clock?.at ? timeLeft(clock.at, Date.now()) : '';
    const count = item.findings_count ?? 0;
    const mark = severity ? SHAPES[severity] : item.status === 'pending' ? '…' : '○';
    const sized = [mark, count > 1 ? count : '', left].join('|');
    const line = lineOf(item);
    if (badge.sized === sized && element.dataset.line === line && element.dataset.severity === (severity ?? 'none'))
      return;
    badge.sized = sized;
    badge.spot = null;
    element.dataset.postingNumber = badge.number;
    element.dataset.severity = severity ?? 'none';
    element.dataset.line = line;
    element.setAttribute('aria-label', badgeName(badge.number, line));
    element.replaceChildren(...this.parts(mark, count, left));
  }

  private parts(mark: string, count: number, left: string): HTMLElement[] {
    const part = (text: string, name: string): HTMLElement => {
      const span = this.layer.host.ownerDocument.createElement('span');
      span.className = name;
      span.textContent = text;
      return span;
    };
    const parts = [part(mark, 'shape')];
    if (count > 1) parts.push(part(String(count), 'count'));
    if (left) parts.push(part(left, 'left'));
    return parts;
  }

  /** While a badge counts down it is written anew each minute; otherwise no clock runs. */
  private followTime(): void {
    if (this.minute !== undefined) return;
    const counting = [...this.bySighting.keys()].some(({ number }) => this.items(number)?.next_deadline?.at);
    if (!counting) return;
    this.minute = setTimeout(
      () => {
        this.minute = undefined;
        for (const [sighting, badge] of this.bySighting) {
          const item = this.items(sighting.number);
          if (item) this.write(badge, item);
        }
        this.place('restyled');
        this.followTime();
      },
      60_000 - (Date.now() % 60_000),
    );
  }
}

function watching(margin: string, seen: IntersectionObserverCallback): IntersectionObserver {
  // scrollMargin: the same in everything that scrolls inside the page; not in every browser's types yet.
  const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: margin, scrollMargin: margin };
  return new IntersectionObserver(seen, options);
}

/** The sentence behind a badge: the backend's own, else the plainest true thing. */
function lineOf(item: LookupItem): string {
  if (item.line) return item.line;
  if (item.status === 'pending') return i18n.t('badge_pending');
  if (item.status === 'unavailable') return unavailableLine(item.reason);
  return (item.findings_count ?? 0) > 0 ? i18n.t('badge_open_card') : i18n.t('badge_nothing');
}

export function unavailableLine(reason: string | null | undefined): string {
  if (reason === 'no_account') return i18n.t('unavailable_no_account');
  if (reason === 'ozon_invalid_key') return i18n.t('unavailable_key_invalid');
  if (reason === 'ozon_down') return i18n.t('unavailable_ozon_down');
  return i18n.t('unavailable_other');
}
