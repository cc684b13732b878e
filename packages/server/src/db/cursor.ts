import { type AnyColumn, and, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm';
import { Problem } from '../problem.js';

/** Where a part of a list ended: the next one begins behind it, whatever came or went meanwhile. */
interface Position {
  /** Microseconds since the epoch, exactly as the database has them. */
  micros: string;
  id: string;
}

const CURSOR = /^(\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The moment of a row with all its digits; JavaScript's dates have fewer. */
export const microsOf = (column: AnyColumn): SQL<string> =>
  sql<string>`(extract(epoch FROM ${column}) * 1000000)::bigint::text`;

/** The rows of one part, of which one more was read than it has; `next` is the cursor of what follows, null at the end. */
export function partOf<Row extends { id: string }>(
  found: readonly { row: Row; micros: string }[],
  size: number,
): { data: Row[]; next: string | null } {
  const part = found.slice(0, size);
  const last = part.at(-1);
  const next = found.length > size && last ? writeCursor({ micros: last.micros, id: last.row.id }) : null;
  return { data: part.map(({ row }) => row), next };
}

function writeCursor({ micros, id }: Position): string {
  return Buffer.from(`${micros}.${id}`).toString('base64url');
}

/**
 * @returns `undefined` without a cursor.
 * @throws {@link Problem} 400 `http/bad-request` for what is no cursor of this server.
 */
export function positionOf(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const [, micros, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (micros !== undefined && id !== undefined) return { micros, id };
  const options = { status: 400, code: 'http/bad-request' as const, field: 'cursor' };
  throw new Problem('The field "cursor" must be the "next" of an earlier part.', options);
}

/** Rows behind a position, where the newest come first and equals in the order of their ids. */
export function behind({ micros, id }: Position, columns: { createdAt: AnyColumn; id: AnyColumn }): SQL | undefined {
  const moment = sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond')`;
  return or(lt(columns.createdAt, moment), and(eq(columns.createdAt, moment), gt(columns.id, id)));
}
