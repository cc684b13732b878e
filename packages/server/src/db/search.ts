import { type AnyColumn, ilike, or, type SQL } from 'drizzle-orm';

/** Finds a text in name and description, without regard to case; signs that mean something to LIKE stand for themselves. */
export function search(text: string | undefined, table: { name: AnyColumn; description: AnyColumn }): SQL | undefined {
  if (text === undefined || text === '') return undefined;
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return or(ilike(table.name, pattern), ilike(table.description, pattern));
}
