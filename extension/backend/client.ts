import createClient from 'openapi-fetch';
import type { Call } from './calls';
import { HEALTH, type Trouble } from './messages';
import type { paths } from './openapi';
import { failed, gate, REACHABLE, type Reach } from './reach';

/** Talks to the backend on this computer. Lives in the background only: nobody else ever holds the token. */

export interface Connection {
  url: string;
  token: string;
}

export type Outcome = { ok: true; data: unknown } | ({ ok: false } & Trouble);

export interface Memory {
  connection(): Promise<Connection | null>;
  reach(): Promise<Reach>;
  keepReach(reach: Reach): Promise<void>;
}

const PATIENCE = 15_000;
const PROBE_PATIENCE = 3_000;

/** The address as we use it, or null where it is not this computer: host permissions cover 127.0.0.1 alone. */
export function localAddress(given: string): string | null {
  const url = URL.parse(given.trim());
  if (url?.protocol !== 'http:' || url.username || url.password) return null;
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  if (url.hostname !== '127.0.0.1') return null;
  return `${url.protocol}//${url.host}`;
}

export class Client {
  /** One probe at a time, whoever waits for it. */
  private probe: Promise<boolean> | null = null;

  constructor(
    private readonly memory: Memory,
    private readonly language: () => string,
    private readonly now: () => number = Date.now,
  ) {}

  async send(call: Call): Promise<Outcome> {
    const connection = await this.memory.connection();
    if (!connection) return { ok: false, problem: 'not_paired' };
    const address = localAddress(connection.url);
    if (!address) return { ok: false, problem: 'not_paired' };
    const reach = await this.memory.reach();
    const way = gate(reach, this.now());
    if (way === 'closed') return { ok: false, problem: 'away', retryAt: reach.retryAt };
    if (way === 'probe' && !(await this.probed(address, reach))) return this.away();
    try {
      const answer = await this.request(address, call, connection.token, PATIENCE);
      if (reach.failures > 0) await this.memory.keepReach(REACHABLE);
      return read(answer);
    } catch {
      await this.memory.keepReach(failed(reach, this.now()));
      return this.away();
    }
  }

  /** Without connection or token: is somebody there, and who? Used by the options page before pairing. */
  async open(address: string, call: Call): Promise<Outcome> {
    try {
      return read(await this.request(address, call, null, PROBE_PATIENCE));
    } catch {
      return { ok: false, problem: 'away' };
    }
  }

  private async away(): Promise<Outcome> {
    const { retryAt } = await this.memory.reach();
    return { ok: false, problem: 'away', retryAt };
  }

  private probed(address: string, reach: Reach): Promise<boolean> {
    this.probe ??= this.request(address, HEALTH, null, PROBE_PATIENCE)
      .then(({ response }) => response.ok)
      .catch(() => false)
      .then(async (there) => {
        await this.memory.keepReach(there ? REACHABLE : failed(reach, this.now()));
        return there;
      })
      .finally(() => {
        this.probe = null;
      });
    return this.probe;
  }

  private request(address: string, call: Call, token: string | null, patience: number): Promise<Answer> {
    const client = createClient<paths>({
      baseUrl: address,
      headers: { 'Accept-Language': this.language(), ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patience),
    });
    // The table has checked path and options against each other; here they are only sent.
    return client.request(call.method, call.path as never, call.options as never) as Promise<Answer>;
  }
}

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

function read({ data, error, response }: Answer): Outcome {
  if (response.ok) return { ok: true, data };
  if (response.status === 401) return { ok: false, problem: 'token_refused' };
  return { ok: false, problem: 'refused', ...told(error) };
}

/** What a problem document says; its words come from the backend, so their length is held. */
function told(body: unknown): Partial<Trouble> {
  if (typeof body !== 'object' || body === null) return {};
  const { detail, title, errors, place } = body as Record<string, unknown>;
  const said = typeof detail === 'string' && detail ? detail : title;
  return {
    ...(typeof said === 'string' && said ? { detail: said.slice(0, 500) } : {}),
    ...(typeof errors === 'object' && errors !== null ? { errors: byField(errors) } : {}),
    ...(typeof place === 'number' ? { place } : {}),
  };
}

function byField(errors: object): Record<string, string[]> {
  const entries = Object.entries(errors).slice(0, 50);
  return Object.fromEntries(
    entries.map(([name, said]) => [name, (Array.isArray(said) ? said : [said]).slice(0, 5).map(String)]),
  );
}
