import type { PageMap } from './map';

/** Which company's cabinet is open: the cookie says so, else what the page keeps for itself. Undefined: unknown. */
export function companyOf(page: Document, map: PageMap): string | undefined {
  const cookies = cookiesOf(page);
  for (const name of map.company.cookies) {
    const value = cookies.get(name);
    if (value && /^\d{1,20}$/.test(value)) return value;
  }
  for (const { key, path } of map.company.storage) {
    const value = stored(page, key, path);
    if (value) return value;
  }
  return undefined;
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
