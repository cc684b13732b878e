import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.js';
import type { Db } from '../db/database.js';
import { Problem } from '../problem.js';

/** A creation that its sender gave a key, so that sending it twice makes one thing. */
export interface Creation {
  ownerId: string;
  key: string;
  /** Of method, route and body: another request must not have the same key. */
  fingerprint: string;
}

/** A server that died while it created leaves its key taken for so long. */
const GIVEN_UP_SECONDS = 120;
const KEPT_SECONDS = 86_400;
const AGAIN_SECONDS = 2;

/** `undefined` for a request without `Idempotency-Key`. */
export function creationOf(request: FastifyRequest, principal: Principal): Creation | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  const what = JSON.stringify([request.method, request.routeOptions.url, request.body]);
  return { ownerId: principal.subject, key, fingerprint: createHash('sha256').update(what).digest('hex') };
}

/**
 * Creates, or finds what the first request of this key created. A failed creation gives the key back.
 *
 * @throws {@link Problem} 422 for another request with the same key, 409 while the first one is under way.
 */
export async function createOnce<Row extends { id: string }>(
  db: Db,
  creation: Creation,
  create: () => Promise<Row>,
  find: (id: string) => Promise<Row>,
): Promise<Row> {
  const { ownerId, key } = creation;
  const known = await claim(db, creation);
  if (known !== undefined) return find(known);
  try {
    const row = await create();
    await db.execute(sql`UPDATE creations SET thing_id = ${row.id} WHERE owner_id = ${ownerId} AND key = ${key}`);
    return row;
  } catch (error) {
    await db.execute(sql`DELETE FROM creations WHERE owner_id = ${ownerId} AND key = ${key} AND thing_id IS NULL`);
    throw error;
  }
}

/** Takes the key. @returns The id of what it stands for already. */
async function claim(db: Db, { ownerId, key, fingerprint }: Creation): Promise<string | undefined> {
  await db.execute(sql`
    DELETE FROM creations WHERE created_at < now() - make_interval(secs => ${KEPT_SECONDS})
      OR (thing_id IS NULL AND created_at < now() - make_interval(secs => ${GIVEN_UP_SECONDS}))`);
  const inserted = await rowsOf(
    db,
    sql`INSERT INTO creations (owner_id, key, fingerprint) VALUES (${ownerId}, ${key}, ${fingerprint})
      ON CONFLICT DO NOTHING RETURNING fingerprint, thing_id`,
  );
  if (inserted.length > 0) return undefined;
  const [first] = await rowsOf(
    db,
    sql`SELECT fingerprint, thing_id FROM creations WHERE owner_id = ${ownerId} AND key = ${key}`,
  );
  if (first !== undefined && first.fingerprint !== fingerprint) {
    const options = { status: 422, code: 'http/bad-request' as const, field: 'Idempotency-Key' };
    throw new Problem('This key was used for another request; take a new one.', options);
  }
  if (first?.thing_id) return first.thing_id;
  throw new Problem('The first request with this key is still under way; send it again in a moment.', {
    status: 409,
    code: 'http/conflict',
    retryable: true,
    retryAfterSeconds: AGAIN_SECONDS,
  });
}

async function rowsOf(db: Db, query: ReturnType<typeof sql>) {
  const result = await db.execute(query);
  return (result as unknown as { rows: { fingerprint: string; thing_id: string | null }[] }).rows;
}
