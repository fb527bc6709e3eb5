import type { PageMap } from './map';

/** Which company's cabinet is open: the cookie says so, else what the page keeps for itself. Undefined: unknown. */
export function companyOf(page: Document, map: PageMap): string | undefined {
  const cookies = cookiesOf(page);
  for (const name of map.company.cookies) {
    const value = cookies.get(name);
    if (value && /^\d{1,20}$/.test(value)) return value;
  }
  return fromStorage(page, map);
}

/** The page's storage is read from disk: once in a while is enough, the cookie says the same much cheaper. */
const STORAGE_FRESH = 30_000;
let kept: { page: Document; at: number; value: string | undefined } | null = null;

function fromStorage(page: Document, map: PageMap): string | undefined {
  const now = Date.now();
  if (kept?.page === page && now - kept.at < STORAGE_FRESH) return kept.value;
  const found = map.company.storage.map(({ key, path }) => stored(page, key, path)).find((value) => value);
  kept = { page, at: now, value: found };
  return found;
}

function cookiesOf(page: Document): Map<string, string> {
  const pairs = page.cookie.split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, decoded(value.join('='))]));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function stored(page: Document, key: string, path: readonly string[]): string | undefined {
  try {
    let value: unknown = JSON.parse(page.defaultView?.localStorage.getItem(key) ?? 'null');
    for (const step of path) value = (value as Record<string, unknown> | null | undefined)?.[step];
    const found = typeof value === 'number' ? String(value) : value;
    return typeof found === 'string' && /^\d{1,20}$/.test(found) ? found : undefined;
  } catch {
    return undefined; // storage refused, or not JSON: the page keeps it otherwise today
  }
}
