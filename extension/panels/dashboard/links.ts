/** Which of a rule's sources may be opened with a click. Pure. */

const OZON = /^(?:[a-z0-9-]+\.)*ozon\.(?:ru|com|by|kz)$/;
const PLAIN_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#]|$)/i;

/**
 * The address to open, or null where a source is only a text: an https address, or a host and path without a scheme
 * where the host is Ozon's. Nothing else becomes a link, whoever wrote the rule.
 */
export function linkOf(address: string): string | null {
  const given = address.trim();
  const url = URL.parse(given.includes('://') || !PLAIN_HOST.test(given) ? given : `https://${given}`);
  if (url?.protocol !== 'https:' || url.username || url.password) return null;
  if (given.toLowerCase().startsWith('https://')) return url.href;
  return OZON.test(url.hostname) && !url.port ? url.href : null;
}
