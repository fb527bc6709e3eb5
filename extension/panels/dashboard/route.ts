/** The places of the dashboard, as its address says them. Pure. */

export type Place =
  | { at: 'due' }
  | { at: 'rules'; filter: Filter }
  | { at: 'rule'; id: string }
  | { at: 'edit'; id: string | null }
  | { at: 'exchange' }
  | { at: 'learn'; theme: string | null }
  | { at: 'settings' };

/** What the list of rules is narrowed to; an absent field does not narrow. */
export interface Filter {
  q?: string;
  scheme?: string;
  theme?: string;
  kind?: string;
  sure?: string;
  show?: string;
}

const FILTERS = ['q', 'scheme', 'theme', 'kind', 'sure', 'show'] as const;

export function placeOf(hash: string): Place {
  const [path = '', asked = ''] = hash.replace(/^#/, '').split('?');
  const [tab = '', name = '', act = ''] = path.split('/').filter(Boolean).map(plain);
  switch (tab) {
    case 'due':
      return { at: 'due' };
    case 'learn':
      return { at: 'learn', theme: name || null };
    case 'settings':
      return { at: 'settings' };
    default:
      return rulesPlace(name, act, asked);
  }
}

function rulesPlace(name: string, act: string, asked: string): Place {
  if (name === 'new') return { at: 'edit', id: null };
  if (name === 'exchange') return { at: 'exchange' };
  if (name) return act === 'edit' ? { at: 'edit', id: name } : { at: 'rule', id: name };
  const given = new URLSearchParams(asked);
  const filter: Filter = {};
  for (const field of FILTERS) {
    const value = given.get(field);
    if (value) filter[field] = value.slice(0, 100);
  }
  return { at: 'rules', filter };
}

/** An address that somebody mangled is read as it stands. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function rulesHash(filter: Filter): string {
  const given = new URLSearchParams(Object.entries(filter).filter(([, value]) => value) as [string, string][]);
  const asked = given.toString();
  return asked ? `#/rules?${asked}` : '#/rules';
}

export const ruleHash = (id: string): string => `#/rules/${encodeURIComponent(id)}`;
export const editHash = (id: string): string => `${ruleHash(id)}/edit`;
export const themeHash = (id: string): string => `#/learn/${encodeURIComponent(id)}`;

/** Where Escape leads: one step back. */
export function above(place: Place): string | null {
  switch (place.at) {
    case 'rule':
    case 'exchange':
      return '#/rules';
    case 'edit':
      return place.id ? ruleHash(place.id) : '#/rules';
    case 'learn':
      return place.theme ? '#/learn' : null;
    default:
      return null;
  }
}
