import type { Choices } from './random.js';
import { type Schema, sampleOf, TEXTS } from './values.js';

/** What `/openapi.json` says that a request may be. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** Ids and tokens that mean something to the server, so that requests get past its first checks. */
export interface Known {
  ids: readonly string[];
  tokens: readonly string[];
}

/** A request as bytes: some of what is tried no HTTP client would send. */
export interface RawRequest {
  head: string;
  body: Buffer;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'FOO'];
const SEGMENTS = [
  '%',
  '%00',
  '%zz',
  '..',
  '%2e%2e%2f',
  '.',
  '%ff',
  'null',
  '*',
  '~',
  ';',
  '%F0%9F%98%80',
  'x'.repeat(3000),
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/offset+octet-stream',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'application/x-www-form-urlencoded',
  '/',
  '',
];
const NUMBERS = [
  '0',
  '1',
  '10',
  '100',
  '-1',
  '1e3',
  '0x10',
  '1.5',
  '9007199254740993',
  '99999999999999999999',
  'x',
  '',
];
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** What a header line of one piece may hold; other characters are a request of their own. */
const oneLine = (text: string) => text.replace(/[\r\n\0]/g, ' ');

/** Makes requests from the document, most of them wrong somewhere. */
export function requestMaker(api: OpenApi, known: Known, choices: Choices): () => RawRequest {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return () => {
    const { path, method, operation } = choices.pick(operations);
    const sent = choices.oneIn(12) ? choices.pick(METHODS) : method;
    const body = sent === 'GET' || sent === 'HEAD' ? bodyOf({}, api, choices, 20) : bodyOf(operation, api, choices, 2);
    const target = `${pathOf(path, known, choices)}${queryOf(operation, api, choices)}`;
    const headers = {
      host: 'localhost',
      connection: 'close',
      ...headersOf(path, known, choices),
      ...lengthOf(body, choices),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${oneLine(value)}`);
    const broken = choices.oneIn(40) ? [choices.pick([' folded', 'no colon', 'x y: z', ': empty', 'a: \u0001'])] : [];
    const version = choices.oneIn(60) ? choices.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9', '']) : 'HTTP/1.1';
    return { head: `${[`${sent} ${target} ${version}`, ...lines, ...broken].join('\r\n')}\r\n\r\n`, body };
  };
}

function pathOf(path: string, { ids }: Known, choices: Choices): string {
  const filled = path.replace(/\{\w+\}/g, () =>
    choices.oneIn(4) ? choices.pick(SEGMENTS) : choices.pick([...ids, ...ids, '00000000-0000-4000-8000-000000000000']),
  );
  if (choices.oneIn(25)) return `${filled}/${choices.pick(SEGMENTS)}`;
  return choices.oneIn(40)
    ? choices.pick(['/', '//', '*', '/%', 'http://other.example/', `/${'a/'.repeat(500)}`])
    : filled;
}

function queryOf({ parameters = [] }: Operation, api: OpenApi, choices: Choices): string {
  const names = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const used = [...names, ...(choices.oneIn(10) ? ['__proto__', 'x[]', 'start'] : [])].filter(() => choices.oneIn(2));
  const pairs = used.map((name) => {
    const schema = parameters.find((one) => one.name === name)?.schema ?? {};
    const value = choices.oneIn(3)
      ? choices.pick(NUMBERS)
      : JSON.stringify(sampleOf(schema, api.components.schemas, choices));
    return `${encodeURIComponent(name)}=${choices.oneIn(10) ? choices.pick(['%', '%zz', '%c0']) : encoded(value)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&').slice(0, 8000)}`;
}

const encoded = (value: string) => encodeURIComponent(Buffer.from(value).toString());

function headersOf(path: string, { tokens }: Known, choices: Choices): Record<string, string> {
  const headers: Record<string, string> = {};
  const maybe = (name: string, value: string, chance = 2) => {
    if (choices.oneIn(chance)) headers[name] = value;
  };
  if (!choices.oneIn(5)) headers.authorization = choices.oneIn(10) ? 'Bearer x.y.z' : `Bearer ${choices.pick(tokens)}`;
  maybe('authorization', choices.pick(['Basic YTpi', 'Bearer', 'Bearer  ', `Bearer ${'x'.repeat(5000)}`]), 30);
  maybe('content-type', choices.pick(TYPES), 3);
  maybe(
    'range',
    choices.pick(['bytes=0-', 'bytes=5-1', 'bytes=-0', 'bytes=0-1,2-3', 'bytes=99999999999999999999-', 'x']),
    8,
  );
  maybe('if-none-match', choices.pick(['*', '"x"', 'W/"x"', '"', ',,,']), 10);
  maybe('if-match', choices.pick(['*', '"x"', '"', '']), 10);
  maybe('if-modified-since', choices.pick(['x', 'Thu, 01 Jan 1970 00:00:00 GMT']), 20);
  maybe('last-event-id', choices.pick(NUMBERS), 10);
  maybe('idempotency-key', choices.pick(['a', 'x'.repeat(5000), '"', ...NUMBERS]), 10);
  maybe('accept', choices.pick(['application/json', 'text/html', '*/*', ';;;', 'x'.repeat(2000)]), 5);
  maybe('origin', choices.pick(['null', 'https://evil.example', 'x']), 10);
  maybe('x-http-method-override', choices.pick(METHODS), 15);
  maybe('x-forwarded-for', choices.pick(TEXTS), 15);
  maybe('x-peertube-video-password', choices.pick(TEXTS).slice(0, 2000), 10);
  maybe('expect', choices.pick(['100-continue', 'x']), 50);
  if (path.includes('/uploads')) Object.assign(headers, tusHeaders(choices));
  return headers;
}

function tusHeaders(choices: Choices): Record<string, string> {
  const metadata = choices.pick([
    `filename ${base64('a.mp4')},metadata ${base64('{"name":"a name"}')}`,
    `filename ${base64(choices.pick(TEXTS))},metadata ${base64(JSON.stringify({ name: choices.pick(TEXTS) }))}`,
    `filename ${base64('a.mp4')},key ${base64(choices.pick(['k1', 'k2', ...TEXTS]))},metadata ${base64('{"name":"a name"}')}`,
    'filename',
    ',',
    'x'.repeat(30_000),
  ]);
  const all: Record<string, string> = {
    'tus-resumable': choices.oneIn(15) ? choices.pick(['0.0.0', 'x', '']) : '1.0.0',
    'upload-length': choices.pick(NUMBERS),
    'upload-offset': choices.pick(NUMBERS),
    'upload-metadata': metadata,
    'upload-checksum': choices.pick(['sha1 x', 'md5 x', 'sha256', '', `sha1 ${base64('x')}`]),
    'upload-concat': choices.pick(['partial', 'final;/a /b']),
    'upload-defer-length': choices.pick(NUMBERS),
    'content-type': choices.oneIn(3) ? choices.pick(TYPES) : 'application/offset+octet-stream',
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name === 'tus-resumable' || !choices.oneIn(3)));
}

function bodyOf({ requestBody }: Operation, api: OpenApi, choices: Choices, chance: number): Buffer {
  const [media] = Object.values(requestBody?.content ?? {});
  if (media === undefined) return choices.oneIn(chance) ? Buffer.from(choices.pick(TEXTS)) : Buffer.alloc(0);
  const json = JSON.stringify(sampleOf(media.schema, api.components.schemas, choices)) ?? '';
  if (choices.oneIn(10)) return Buffer.from(json.slice(0, choices.below(json.length + 1)));
  if (choices.oneIn(20)) return Buffer.from([0xff, 0xfe, 0x00, 0xc0, 0x80]);
  if (choices.oneIn(30)) return Buffer.from('['.repeat(5000));
  return Buffer.from(json);
}

/** Mostly true: with a wrong length the server waits, or reads the rest as another request. */
function lengthOf(body: Buffer, choices: Choices): Record<string, string> {
  if (choices.oneIn(40)) return { 'content-length': choices.pick(NUMBERS) };
  if (choices.oneIn(40)) return { 'transfer-encoding': choices.pick(['chunked', 'gzip', 'chunked, chunked']) };
  return body.length > 0 ? { 'content-length': String(body.length) } : {};
}
