import { documentOf, isFrame, likelyHosts, possibleHosts, type Root, shadowOf } from './roots';
import { findIn, type Sighting, samePlace, stillThere } from './runs';

/**
 * Follows the page as it changes: which posting numbers stand on it, which trees it is made of, and when things may
 * have moved. Draws nothing, changes nothing; while the page is still, nothing here runs.
 */

export interface PageEvents {
  /** Once a frame at most, when numbers came or went. */
  seen(added: readonly Sighting[], gone: readonly Sighting[]): void;
  /** Once a frame at most. */
  moved(move: Move): void;
  /** A document or shadow root that the page's text lives in, once each. */
  root(root: Root, signal: AbortSignal): void;
  /** The address changed without a new page. */
  navigated(address: string): void;
}

/** Why things may stand elsewhere: scrolled; restyled (classes, ends of transitions); changed (nodes, window). */
export type Move = 'scrolled' | 'restyled' | 'changed';

const RANK: Record<Move, number> = { scrolled: 0, restyled: 1, changed: 2 };
const KINDS: Record<string, Move> = {
  scroll: 'scrolled',
  transitionend: 'restyled',
  animationend: 'restyled',
  load: 'changed',
  toggle: 'changed',
};

/** Marks the element that holds everything we draw. */
const OURS = 'data-vozvrat';

/** More changed nodes than this are read again as whole trees. */
const MOST_DIRTY = 2_000;
const LATE_LOOKS = [400, 2_000];
/** No seller reads more numbers in one page; what a monstrous page holds beyond is left alone. */
const MOST_NUMBERS = 5_000;
const WATCHED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['class', 'style', 'hidden', 'open'],
};

export function watchPage(page: Document, signal: AbortSignal, events: PageEvents): void {
  new PageWatch(page, signal, events).start();
}

class PageWatch {
  private readonly roots = new WeakSet<Root>();
  private readonly frames = new WeakSet<Element>();
  private readonly sightings = new Set<Sighting>();
  private readonly byNode = new Map<Text, Sighting[]>();
  private dirty = new Set<Node>();
  private grown = new Set<ParentNode>();
  private scheduled = false;
  private scrolling = false;
  private why: Move = 'scrolled';
  private address: string;
  private readonly observer = new MutationObserver((records) => this.note(records));

  constructor(
    private readonly page: Document,
    private readonly signal: AbortSignal,
    private readonly events: PageEvents,
  ) {
    this.address = page.location.href;
  }

  start(): void {
    this.signal.addEventListener('abort', () => this.observer.disconnect());
    this.enter(this.page);
    const view = this.page.defaultView;
    view?.addEventListener('resize', () => this.move('changed'), { signal: this.signal });
    view?.visualViewport?.addEventListener('resize', () => this.move('scrolled'), { signal: this.signal });
    view?.addEventListener('popstate', () => this.move('restyled'), { signal: this.signal });
    this.followNavigation(view);
    this.followShifts();
  }

  private followNavigation(view: Window | null): void {
    const navigation = (view as (Window & { navigation?: EventTarget }) | null)?.navigation;
    navigation?.addEventListener('navigatesuccess', () => this.move('restyled'), { signal: this.signal });
  }

  /** Chromium reports content that moved without any change of the tree: a font or a picture that arrived. */
  private followShifts(): void {
    if (!PerformanceObserver.supportedEntryTypes?.includes('layout-shift')) return;
    const shifts = new PerformanceObserver(() => this.move('scrolled'));
    shifts.observe({ type: 'layout-shift' });
    this.signal.addEventListener('abort', () => shifts.disconnect());
  }

  private enter(root: Root): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root, WATCHED);
    for (const [kind, move] of Object.entries(KINDS)) {
      root.addEventListener(kind, () => this.move(move), {
        signal: this.signal,
        capture: true,
        passive: true,
      });
    }
    this.events.root(root, this.signal);
    this.dirty.add(root);
    this.grown.add(root);
    this.schedule();
  }

  /** Enters the tree inside an element; false where there is none (yet). */
  private visit(host: Element): boolean {
    if (host.hasAttribute(OURS)) return true; // what we draw is no part of the page
    if (!isFrame(host)) {
      const shadow = shadowOf(host);
      if (shadow) this.enter(shadow);
      return shadow !== null;
    }
    if (!this.frames.has(host)) {
      this.frames.add(host);
      host.addEventListener('load', () => this.visit(host), { signal: this.signal });
    }
    const inside = documentOf(host);
    if (inside) this.enter(inside);
    return true;
  }

  private note(records: readonly MutationRecord[]): void {
    for (const record of records) {
      // A text that changes in place (a timer that ticks) moves nothing else: it is read again, nothing more.
      if (record.type === 'characterData') {
        this.dirty.add(record.target);
        continue;
      }
      this.reason(record.type === 'childList' ? 'changed' : 'restyled');
      if (record.type !== 'childList') continue;
      for (const node of record.addedNodes) this.noteAdded(node);
      // What was removed may have stood between two pieces of one number.
      if (record.previousSibling) this.dirty.add(record.previousSibling);
      if (record.addedNodes.length === 0 && record.nextSibling?.nodeType === Node.TEXT_NODE) {
        this.dirty.add(record.nextSibling);
      }
    }
    if (this.dirty.size > MOST_DIRTY) this.dirty = new Set([...this.dirty].map((node) => node.getRootNode()));
    this.schedule();
  }

  private noteAdded(node: Node): void {
    this.dirty.add(node);
    if (node.nodeType === Node.ELEMENT_NODE) this.grown.add(node as Element);
  }

  private move(move: Move): void {
    this.scrolling ||= move === 'scrolled';
    this.reason(move);
    this.schedule();
  }

  private reason(move: Move): void {
    if (RANK[move] > RANK[this.why]) this.why = move;
  }

  private schedule(): void {
    if (this.scheduled || this.signal.aborted) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      // Rows recycled while scrolling must not show another row's badge for a frame. Otherwise what is new is read
      // right after the frame: the browser has laid it out by then, and asking where things are costs nothing more.
      if (this.grown.size > 0 && !this.scrolling) afterFrame(() => this.run());
      else this.run();
    });
  }

  private run(): void {
    this.scheduled = false;
    this.scrolling = false;
    if (!this.signal.aborted) this.frame();
  }

  private frame(): void {
    const { why } = this;
    this.why = 'scrolled';
    if (this.page.location.href !== this.address) {
      this.address = this.page.location.href;
      this.events.navigated(this.address);
    }
    if (this.dirty.size > 0 || why === 'changed') this.read();
    if (this.grown.size > 0) this.explore();
    this.events.moved(why);
  }

  private read(): void {
    const from = performance.now();
    const gone = [...this.sightings].filter((sighting) => !stillThere(sighting));
    for (const sighting of gone) this.drop(sighting);
    const added: Sighting[] = [];
    const { dirty } = this;
    this.dirty = new Set();
    for (const node of dirty) {
      if (!node.isConnected || isInside(node, dirty)) continue;
      for (const sighting of findIn(node)) this.keep(sighting, added, gone);
    }
    if (dirty.size > 0) measure('vozvrat:scan', from);
    if (added.length > 0 || gone.length > 0) this.events.seen(added, gone);
  }

  private keep(sighting: Sighting, added: Sighting[], gone: Sighting[]): void {
    const known = this.byNode.get(sighting.startNode) ?? [];
    const same = known.find((other) => samePlace(other, sighting));
    if (same && same.number === sighting.number && same.endNode === sighting.endNode) return;
    if (same) {
      this.drop(same);
      gone.push(same);
    }
    if (this.sightings.size >= MOST_NUMBERS) return;
    this.sightings.add(sighting);
    this.byNode.set(sighting.startNode, [...known.filter((other) => other !== same), sighting]);
    added.push(sighting);
  }

  private drop(sighting: Sighting): void {
    this.sightings.delete(sighting);
    const rest = (this.byNode.get(sighting.startNode) ?? []).filter((other) => other !== sighting);
    if (rest.length > 0) this.byNode.set(sighting.startNode, rest);
    else this.byNode.delete(sighting.startNode);
  }

  /**
   * Looks into what was added for more trees: the likely places at once, and again a little later where a script may
   * still be about to give them a shadow root; the rest when the browser is idle.
   */
  private explore(): void {
    const places = [...this.grown].filter((place) => place.isConnected && !isInside(place, this.grown));
    this.grown = new Set();
    const hosts = places.flatMap((place) => [...(isElement(place) ? [place] : []), ...likelyHosts(place)]);
    const closed = hosts.filter((host) => !this.visit(host));
    for (const delay of closed.length > 0 ? LATE_LOOKS : []) {
      setTimeout(() => {
        for (const host of closed) if (host.isConnected && !this.signal.aborted) this.visit(host);
      }, delay);
    }
    idle(() => this.sweep(places.flatMap(possibleHosts)));
  }

  private sweep(elements: Element[], from = 0): void {
    if (this.signal.aborted) return;
    const until = performance.now() + 3;
    for (let at = from; at < elements.length; at += 1) {
      const element = elements[at];
      if (element) this.visit(element);
      if (at % 50 === 0 && performance.now() > until) {
        idle(() => this.sweep(elements, at + 1));
        return;
      }
    }
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isInside(node: Node, others: ReadonlySet<Node>): boolean {
  for (let parent = node.parentNode; parent; parent = parent.parentNode) if (others.has(parent)) return true;
  return false;
}

function afterFrame(work: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(null);
}

function idle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 50);
}

/** A page that has set this mark before we came wants our times. Others learn nothing: what they collect goes home. */
const ASKED_FOR = 'vozvrat:measured';
let measured: boolean | undefined;
let measures = 0;

/** Leaves a mark that the browser's own tools show; the oldest are forgotten so that a long day costs no memory. */
export function measure(name: string, start: number): void {
  measured ??= performance.getEntriesByName(ASKED_FOR, 'mark').length > 0;
  if (!measured) return;
  measures += 1;
  if (measures % 400 === 0) performance.clearMeasures(name);
  performance.measure(name, { start, end: performance.now() });
}
