import type { PageMap } from './map';
import type { Sighting } from './runs';

/** Which posting an editor or a countdown is about: the number that stands nearest, else the one in the address. */
export function postingFor(element: Element, sightings: Iterable<Sighting>, map: PageMap): string | undefined {
  const all = [...sightings];
  for (let around: Element | null = element; around; around = outward(around)) {
    const inside = all.filter((sighting) => isIn(sighting.startNode, around as Element));
    const numbers = new Set(inside.map((sighting) => sighting.number));
    if (numbers.size === 1) return inside[0]?.number;
    if (numbers.size > 1) return isPlace(around, map) ? firstInOrder(inside) : inAddress(element, map);
  }
  return inAddress(element, map);
}

/** Which conversation or document an editor belongs to, as far as address and markup tell: changed means another. */
export function placeOf(element: Element, map: PageMap): string {
  const { pathname, search } = element.ownerDocument.defaultView?.top?.location ?? element.ownerDocument.location;
  const named: string[] = [];
  for (let around: Element | null = element; around; around = outward(around)) {
    for (const name of map.context.named_by) named.push(around.getAttribute(name) ?? '');
  }
  return [pathname, search, ...named.filter(Boolean)].join(' ');
}

/** The posting that the page's address names. */
export function inAddress(element: Element, map: PageMap): string | undefined {
  const location = element.ownerDocument.defaultView?.top?.location ?? element.ownerDocument.location;
  const url = URL.parse(location.href);
  if (!url) return undefined;
  const named = map.posting_number_in_address.map((name) => url.searchParams.get(name) ?? '');
  return [...named, ...url.pathname.split('/')].find((part) => /^\d{5,12}-\d{4}-\d{1,3}$/.test(part));
}

/** A place that is about one thing though it names several: an open chat, a drawer. */
function isPlace(element: Element, map: PageMap): boolean {
  return map.context.places.some((selector) => element.matches(selector));
}

function firstInOrder(sightings: readonly Sighting[]): string | undefined {
  const [first, ...rest] = sightings;
  const earliest = rest.reduce(
    (found, other) =>
      found && found.startNode.compareDocumentPosition(other.startNode) & Node.DOCUMENT_POSITION_PRECEDING
        ? other
        : found,
    first,
  );
  return earliest?.number;
}

function outward(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (root as ShadowRoot).host ?? null;
  return element.ownerDocument.defaultView?.frameElement ?? null;
}

/** Contained in the tree as a person sees it, through shadow roots and frames. */
function isIn(node: Node, element: Element): boolean {
  if (element.contains(node)) return true;
  const root = node.getRootNode();
  if (root === element.getRootNode()) return false;
  const door =
    root.nodeType === Node.DOCUMENT_FRAGMENT_NODE
      ? (root as ShadowRoot).host
      : (root as Document).defaultView?.frameElement;
  return door ? isIn(door, element) : false;
}
