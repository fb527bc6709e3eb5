import { ask } from '../../backend/ask';
import type { RulePage } from '../../backend/shapes';
import type { Answer } from './loaded';
import { account } from './shop';

/**
 * A rule as the chosen account has it. One of another account's own is shown all the same: a finding in the page leads
 * to its rule whichever account the dashboard was about last.
 */
export async function askRule(id: string): Promise<Answer<RulePage>> {
  const reply = await ask('rule', { rule_id: id, ...account.value });
  if (reply.ok || reply.problem !== 'refused' || !account.value.account_id) return reply;
  const elsewhere = await ask('rule', { rule_id: id });
  return elsewhere.ok ? elsewhere : reply;
}
