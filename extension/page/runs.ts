import { type Found, findNumbers, mayHoldNumber } from './numbers';

/** Posting numbers in a tree of nodes, also where markup cuts one in pieces: `<mark>5854</mark>4282-0057-1`. */

export interface Sighting {
  number: string;
  /** Where the number begins and ends: often one text node, several where markup cuts it. */
  startNode: Text;
  startOffset: number;
  endNode: Text;
  endOffset: number;
  /** The texts as they were when the number was read: what changed since is not a sighting any more. */
  nodes: readonly Text[];
  texts: readonly string[];
}

const INLINE = new Set(
  'a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q s samp small span strong sub sup tt u var'.split(
    ' ',
  ),
);
const UNREAD = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA', 'TEMPLATE', 'TITLE', 'OPTION', 'SELECT']);
const EDITED = '[contenteditable]:not([contenteditable="false"])';
/** A run cut in pieces is met once for each piece: only the last few finds can be the same ones. */
const MOST_IN_A_RUN = 8;
const TOUCHES = /[A-Za-z\u00c0-\u024f\u0400-\u04ff\d_+\-\u2010-\u2015]/;
const JOINS = /[\d\-\u2010\u2011]/;

/** All sightings under `root`; what is written in fields is the seller's own text and is left out. */
export function findIn(root: Node): Sighting[] {
  const found: Sighting[] = [];
  if (root.nodeType === Node.TEXT_NODE) {
    readAround(root as Text, found);
    return found;
  }
  for (const node of hyphenated(root)) if (mayHoldNumber(node.data)) readAround(node, found);
  return found;
}

const HYPHENATED = ".//text()[contains(., '-') or contains(., '\u2011') or contains(., '\u2010')]";

/**
 * Texts with a hyphen. The browser's own path language picks them, so that the thousands of others never become
 * objects of ours; shadow roots, which it cannot enter, are walked.
 */
function* hyphenated(root: Node): Generator<Text> {
  const owner = root.nodeType === Node.DOCUMENT_NODE ? (root as Document) : root.ownerDocument;
  if (!owner) return;
  if (root.nodeType !== Node.DOCUMENT_FRAGMENT_NODE && typeof owner.evaluate === 'function') {
    const texts = owner.evaluate(HYPHENATED, root, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    for (let at = 0; at < texts.snapshotLength; at += 1) yield texts.snapshotItem(at) as Text;
    return;
  }
  const texts = owner.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) yield node as Text;
}

/** Whether the number still stands where it was read; a frame that went away takes its document's view with it. */
export function stillThere(sighting: Sighting): boolean {
  if (!sighting.startNode.ownerDocument.defaultView) return false;
  return sighting.nodes.every((node, at) => node.isConnected && node.data === sighting.texts[at]);
}

export function samePlace(one: Sighting, other: Sighting): boolean {
  return one.startNode === other.startNode && one.startOffset === other.startOffset;
}

function readAround(seed: Text, found: Sighting[]): void {
  const parent = seed.parentElement;
  // By attribute: asking isContentEditable would make the browser lay the page out at once.
  if (parent && (UNREAD.has(parent.tagName) || parent.closest(EDITED))) return;
  const run = runAround(seed);
  const text = run.length === 1 ? seed.data : run.map((node) => node.data).join('');
  for (const match of findNumbers(text)) {
    const sighting = locate(match, run);
    if (!found.slice(-MOST_IN_A_RUN).some((other) => samePlace(other, sighting))) found.push(sighting);
  }
}

/** The text nodes that a reader sees as one word with this one: neighbours are added while the joint is a digit or hyphen. */
function runAround(seed: Text): Text[] {
  const run = [seed];
  for (let first = seed; JOINS.test(first.data.charAt(0)); ) {
    const before = inlineNeighbour(first, 'previousSibling');
    if (!before) break;
    run.unshift(before);
    first = before;
    if (!JOINS.test(before.data.charAt(before.data.length - 1))) break;
  }
  for (let last = seed; JOINS.test(last.data.charAt(last.data.length - 1)); ) {
    const after = inlineNeighbour(last, 'nextSibling');
    if (!after) break;
    run.push(after);
    last = after;
    if (!JOINS.test(after.data.charAt(0))) break;
  }
  return run;
}

type Way = 'previousSibling' | 'nextSibling';

/**
 * The next text in this direction, if only inline markup lies between; null at the edge of a block. What an element is
 * is told by its name first; its style is asked only where two texts would really grow together.
 */
function inlineNeighbour(from: Text, way: Way): Text | null {
  const passed: Element[] = [];
  for (let node = sideways(from, way, passed); node; ) {
    if (node.nodeType === Node.TEXT_NODE && (node as Text).data) {
      const text = node as Text;
      const edge = text.data.charAt(way === 'nextSibling' ? 0 : text.data.length - 1);
      return !TOUCHES.test(edge) || passed.every(flowsInline) ? text : null;
    }
    let inside: ChildNode | null = null;
    if (node.nodeType === Node.ELEMENT_NODE && (node as Element).localName !== 'wbr') {
      if (!INLINE.has((node as Element).localName)) return null;
      passed.push(node as Element);
      inside = way === 'nextSibling' ? node.firstChild : node.lastChild;
    }
    node = inside ?? sideways(node, way, passed);
  }
  return null;
}

/** The next node beside, out of inline parents where needed; null where the block ends. */
function sideways(node: Node, way: Way, passed: Element[]): Node | null {
  let at: Node = node;
  while (!at[way]) {
    const parent: Element | null = at.parentElement;
    if (!parent || !INLINE.has(parent.localName)) return null;
    passed.push(parent);
    at = parent;
  }
  return at[way];
}

function flowsInline(element: Element): boolean {
  const display = element.ownerDocument.defaultView?.getComputedStyle(element).display;
  return display === undefined || display === '' || display === 'inline' || display === 'contents';
}

function locate(match: Found, run: readonly Text[]): Sighting {
  const nodes: Text[] = [];
  let offset = 0;
  let start: [Text, number] | null = null;
  let end: [Text, number] | null = null;
  for (const node of run) {
    const past = offset + node.data.length;
    if (!start && match.start < past) start = [node, match.start - offset];
    if (start) nodes.push(node);
    if (match.end <= past) {
      end = [node, match.end - offset];
      break;
    }
    offset = past;
  }
  const first = run[0] as Text;
  const [startNode, startOffset] = start ?? [first, 0];
  const [endNode, endOffset] = end ?? [first, first.data.length];
  return {
    number: match.number,
    startNode,
    startOffset,
    endNode,
    endOffset,
    nodes,
    texts: nodes.map((node) => node.data),
  };
}
