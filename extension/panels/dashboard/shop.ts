import { computed, signal } from '@preact/signals';
import { ask } from '../../backend/ask';

/** The Ozon accounts that this browser may see, and the one that the dashboard is about. */

interface Shop {
  id: string;
  name: string;
}

export const shops = signal<readonly Shop[]>([]);
/** Null: all of them. */
export const chosen = signal<string | null>(null);

/** Which account a call is about; left out where there is one only, or none was chosen. */
export const account = computed<{ account_id?: string }>(() => (chosen.value ? { account_id: chosen.value } : {}));

/** Several accounts and none chosen: a change that belongs to one of them has to wait for the choice. */
export const undecided = computed(() => shops.value.length > 1 && !chosen.value);

export async function readShops(): Promise<void> {
  const reply = await ask('accounts', {});
  // Without the list the dashboard still shows the rules; the calls themselves say what is wrong.
  if (!reply.ok) return;
  shops.value = reply.data.items.map(({ id, name }) => ({ id, name }));
  if (!shops.value.some((shop) => shop.id === chosen.value)) chosen.value = null;
}

export function shopName(id: string | null): string {
  return shops.value.find((shop) => shop.id === id)?.name ?? '';
}
