import { afterEach, describe, expect, it, vi } from 'vitest';
import { Client, type Connection, localAddress } from './client';
import { ANYTHING } from './messages';
import { REACHABLE, type Reach } from './reach';

function clientAt(answers: (address: string) => Response | Promise<Response>, connection: Connection | null) {
  const asked: string[] = [];
  let reach: Reach = REACHABLE;
  let now = 0;
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    asked.push(url);
    return answers(url);
  });
  const client = new Client(
    {
      connection: async () => connection,
      reach: async () => reach,
      keepReach: async (kept) => {
        reach = kept;
      },
    },
    () => 'en',
    () => now,
  );
  return { client, asked, at: (time: number) => (now = time) };
}

const CALL = ANYTHING;
const PAIRED = { url: 'http://127.0.0.1:8741', token: 't' };

afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  it('asks nobody without a pairing', async () => {
    const { client, asked } = clientAt(() => Response.json({}), null);
    expect(await client.send(CALL)).toMatchObject({ ok: false, problem: 'not_paired' });
    expect(asked).toEqual([]);
  });

  it('comes back by itself: one probe, then the call', async () => {
    let up = false;
    const { client, asked, at } = clientAt(() => {
      if (!up) throw new TypeError('refused');
      return Response.json({ fine: true });
    }, PAIRED);
    expect(await client.send(CALL)).toMatchObject({ problem: 'away', retryAt: 2_000 });
    at(1_000);
    await Promise.all([client.send(CALL), client.send(CALL)]);
    expect(asked).toHaveLength(1);
    up = true;
    at(2_000);
    const replies = await Promise.all([client.send(CALL), client.send(CALL), client.send(CALL)]);
    expect(replies.every((reply) => reply.ok)).toBe(true);
    expect(asked.filter((address) => address.endsWith('/health'))).toHaveLength(1);
  });

  it('hands on what went wrong in words', async () => {
    const problem = { title: 'Gone', detail: 'This order is not known.', status: 404 };
    const { client } = clientAt(() => Response.json(problem, { status: 404 }), PAIRED);
    expect(await client.send(CALL)).toEqual({ ok: false, problem: 'refused', detail: 'This order is not known.' });
  });

  it('hands on what is wrong with single fields and where in an expression', async () => {
    const errors = { when: ['misses something here'], title: 'is missing' };
    const problem = { title: 'Not valid', detail: 'The rule does not hold.', status: 422, errors, place: 7 };
    const { client } = clientAt(() => Response.json(problem, { status: 422 }), PAIRED);
    expect(await client.send(CALL)).toEqual({
      ok: false,
      problem: 'refused',
      detail: 'The rule does not hold.',
      errors: { when: ['misses something here'], title: ['is missing'] },
      place: 7,
    });
  });

  it('knows a token that was taken back', async () => {
    const { client } = clientAt(() => Response.json({}, { status: 401 }), PAIRED);
    expect(await client.send(CALL)).toMatchObject({ problem: 'token_refused' });
  });
});

describe('the address', () => {
  it.each(['http://127.0.0.1:8741', ' http://localhost:8741/ '])('%j is this computer', (given) =>
    expect(localAddress(given)).toBe('http://127.0.0.1:8741'),
  );
  it.each(['https://127.0.0.1', 'http://example.com', 'http://127.0.0.1.nip.io', 'http://u:p@127.0.0.1', 'x', ''])(
    '%j is not',
    (given) => expect(localAddress(given)).toBeNull(),
  );
});
