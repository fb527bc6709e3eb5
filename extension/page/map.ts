import shipped from './map.json';

/** What is known of the seller center's pages; the only place where its addresses and words are written down. */
export type PageMap = typeof shipped;
export type PageKind = string;

export const PAGE_MAP: PageMap = shipped;

export function kindOf(path: string, map: PageMap): PageKind {
  return map.routes.find((route) => new RegExp(route.path).test(path))?.kind ?? 'other';
}

/** On log-in, block and captcha pages we say and do nothing. */
export function isSilent(kind: PageKind, map: PageMap): boolean {
  return map.silent.includes(kind);
}
