import { computed, signal } from '@preact/signals';
import { ask } from '../../backend/ask';

/** The Ozon accounts that this browser may see, and the one that the dashboard is about. */

interface Shop {
  id: string;
  name: string;
}

const KEPT = 'shop';
const SOONEST = 2_000;

export const shops = signal<readonly Shop[]>([]);
/** Null: all of them. The choice outlives a reload. */
export const chosen = signal<string | null>(localStorage.getItem(KEPT));

export function choose(id: string | null): void {
  chosen.value = id;
  if (id === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, id);
}

/** Which account a call is about; left out where there is one only, or none was chosen. */
export const account = computed<{ account_id?: string }>(() => (chosen.value ? { account_id: chosen.value } : {}));

/** Several accounts and none chosen: a change that belongs to one of them has to wait for the choice. */
export const undecided = computed(() => shops.value.length > 1 && !chosen.value);

let later: ReturnType<typeof setTimeout> | undefined;

/** Without the list the dashboard still shows the rules; where nobody answers yet, it is asked for again. */
export async function readShops(): Promise<void> {
  clearTimeout(later);
  const reply = await ask('accounts', {});
  if (!reply.ok) {
    if (reply.problem === 'away') {
      later = setTimeout(() => void readShops(), Math.max(SOONEST, (reply.retryAt ?? 0) - Date.now() + 100));
    }
    return;
  }
  shops.value = reply.data.items.map(({ id, name }) => ({ id, name }));
  if (!shops.value.some((shop) => shop.id === chosen.value)) choose(null);
}

export function shopName(id: string | null): string {
  return shops.value.find((shop) => shop.id === id)?.name ?? '';
}
