/**
 * Reads CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks inside quotes. The first line names the
 * columns; empty lines are left out.
 *
 * Thirty lines of our own: a library has options for every dialect, of which none is needed here.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [names, ...rows] = recordsOf(text.replace(/^\uFEFF/, ''));
  if (names === undefined) return [];
  const columns = names.map((name) => name.trim().toLowerCase());
  return rows
    .filter((row) => row.some((value) => value !== ''))
    .map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? ''])));
}

function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  // A field with quotes, or one without; then what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new SyntaxError(`The CSV makes no sense in line ${records.length + 1}: a quote is open.`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') {
      if (field.lastIndex === text.length) record.push('');
      continue;
    }
    records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  return records;
}
