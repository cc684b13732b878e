/** The fields of a JSON or multipart body. Files stay `File`s; everything of a multipart body else is text. */
export type Fields = Record<string, unknown>;

/**
 * The fields of a form, with the array and object notations that PeerTube's parser understands:
 * `tags[]`, a repeated `tags`, `tags[0]`, `replaySettings[privacy]`, `schedules[0][startAt]`.
 */
export function fieldsOfForm(form: FormData): Fields {
  const fields: Fields = {};
  for (const [name, value] of form.entries()) {
    const item = /^([^[]+)\[(\d+)\]\[([^\]]+)\]$/.exec(name);
    if (item) {
      const [, base = '', at = '', key = ''] = item;
      const list: unknown[] = Array.isArray(fields[base]) ? fields[base] : [];
      list[Number(at)] = { ...asRecord(list[Number(at)]), [key]: value };
      fields[base] = list;
      continue;
    }
    const match = /^([^[]+)\[([^\]]*)\]$/.exec(name);
    if (!match) {
      const before = fields[name];
      fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
      continue;
    }
    const [, base = '', key = ''] = match;
    if (key === '' || /^\d+$/.test(key)) {
      const list = Array.isArray(fields[base]) ? fields[base] : [];
      list.push(value);
      fields[base] = list;
    } else {
      fields[base] = { ...asRecord(fields[base]), [key]: value };
    }
  }
  return fields;
}

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A number that may come as text. `undefined` when it is neither. */
export function asInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** A boolean that may come as text. */
export function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
