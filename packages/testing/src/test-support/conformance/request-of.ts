import type { Recorded } from './recording.js';

/** Sizes up to here are the recorder's broken files. */
const JUNK_BYTES = 5000;

/** Makes bytes of a recorded size: with the first bytes of its type, unless the file is small enough to be junk. */
export function bytesOf(size: number, type = 'video/mp4'): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  if (type === 'image/jpeg') bytes.set([0xff, 0xd8, 0xff].slice(0, size));
  else if (size > JUNK_BYTES) bytes.set(new TextEncoder().encode('\0\0\0\u0018ftypisom'));
  return bytes;
}

/** The body of a recorded request, with the headers that its kind brings. */
export function bodyOf(request: Recorded['request']): { body?: BodyInit; type?: string } {
  const { body, headers = {} } = request;
  if (body === undefined) return {};
  const binary = /^<binary, (\d+) bytes/.exec(String(body));
  if (binary) return { body: bytesOf(Number(binary[1])) };
  if (String(body).startsWith('<JSON of about')) {
    return { body: JSON.stringify({ support: 'x'.repeat(600_000) }), type: 'application/json' };
  }
  if (isRecord(body) && isRecord(body.multipart)) return { body: formOf(body.multipart) };
  if (headers['content-type']?.includes('x-www-form-urlencoded')) {
    return { body: new URLSearchParams(body as Record<string, string>) };
  }
  return { body: typeof body === 'string' ? body : JSON.stringify(body), type: 'application/json' };
}

function formOf(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const file = /^<file "(.*)", type ([^,]+), (\d+) bytes>$/.exec(String(one));
      if (!file) {
        form.append(name, String(one));
        continue;
      }
      const [, filename = '', type = '', size = ''] = file;
      form.append(name, new File([bytesOf(Number(size), type)], filename, { type }));
    }
  }
  return form;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
