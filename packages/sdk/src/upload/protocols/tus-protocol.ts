import type { ErrorMappings, Http } from '../../http/types.js';
import { headerOf, offsetLost } from '../engine/upload-failure.js';
import type { StepOptions, UploadProtocol, UploadRecord, UploadStatus } from '../types.js';
import { wireBody } from './wire-body.js';

const ERROR_MAPPINGS: ErrorMappings = { 423: ['upload/locked', 'Try again later.'] };
const VERSION = { 'tus-resumable': '1.0.0' };

/**
 * What a tus server is sent, and how its finished upload is read.
 *
 * @example
 * ```ts
 * import { createPiyakast, tusProtocol, type TusProtocolOptions } from '@piyakast/sdk';
 *
 * const options: TusProtocolOptions<{ id: string }> = {
 *   path: '/files',
 *   // Asked once every byte is there, and again when the server has dropped the upload.
 *   result: async (id, { signal }) => {
 *     const answer = await fetch(`https://cast.example/done/${id}`, { signal: signal ?? null });
 *     return answer.ok ? { id } : undefined;
 *   },
 * };
 * console.log(tusProtocol(createPiyakast({ url: 'https://cast.example' }).http, options).server);
 * ```
 */
export interface TusProtocolOptions<Result> {
  /** Path of the upload collection. @defaultValue `/api/v1/uploads` */
  path?: string;
  /** More entries of `Upload-Metadata`; `filename`, `filetype` and `key` are added. */
  metadata?: Readonly<Record<string, string>>;
  /** Sent as the JSON body of the creation: what is too long for a header. Only for a server that reads it there. */
  json?: unknown;
  /** The result of a complete upload; `undefined` when the server knows no such upload. */
  result(id: string, options: StepOptions): Promise<Result | undefined>;
}

/**
 * tus 1.0 with the creation and termination extensions. The key travels in `Upload-Metadata`: a server that knows the key
 * already answers a second creation with the first upload's address.
 *
 * One factory: its steps are short and share the options and the way to an upload's URL.
 *
 * @see https://tus.io/protocols/resumable-upload, version 1.0.0.
 * @throws UploadError `upload/offset-lost` and `upload/locked` (retryable), `http/unexpected-body` when a proxy hides a header.
 * @example
 * ```ts
 * import { createPiyakast, tusProtocol } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const protocol = tusProtocol(piyakast.http, { metadata: { folder: 'films' }, result: async (id) => ({ id }) });
 * console.log(protocol.name); // tus
 * ```
 */
export function tusProtocol<Result>(http: Http, options: TusProtocolOptions<Result>): UploadProtocol<Result> {
  const { path = '/api/v1/uploads', metadata = {}, json, result } = options;
  const urlOf = (record: UploadRecord) => ({ path: new URL(record.uploadUrl).pathname, route: `${path}/:id` });
  const idOf = (record: UploadRecord) => new URL(record.uploadUrl).pathname.split('/').pop() ?? '';

  async function complete(record: UploadRecord, step: StepOptions): Promise<UploadStatus<Result>> {
    const value = await result(idOf(record), step);
    return value === undefined ? { kind: 'unknown' } : { kind: 'complete', result: value };
  }

  async function answered(response: Response, record: UploadRecord, step: StepOptions): Promise<UploadStatus<Result>> {
    const { status } = response;
    // A server may drop the upload once its file has moved on; the result then stands for it.
    if (status === 404 || status === 410) return complete(record, step);
    if (status === 409 || status === 460) throw offsetLost(status);
    const offset = Number(headerOf(response, 'upload-offset', /^(\d+)$/));
    return offset === record.sizeBytes ? complete(record, step) : { kind: 'incomplete', offset };
  }

  return {
    name: 'tus',
    server: http.origin,

    async create(key, source, { signal }) {
      const response = await http.request({
        method: 'POST',
        path,
        headers: {
          ...VERSION,
          'upload-length': String(source.sizeBytes),
          'upload-metadata': encodeMetadata({ ...metadata, filename: source.name, filetype: source.type, key }),
        },
        json,
        auth: 'required',
        retry: 'never',
        signal,
      });
      const location = headerOf(response, 'location', /(.+)/);
      // Only the path counts: behind a proxy the server may not know its own address. The key may be known already, so
      // the offset is asked for.
      return { uploadUrl: `${http.origin}${new URL(location, `${http.origin}${path}`).pathname}` };
    },

    async status(record, step) {
      const response = await http.request({
        method: 'HEAD',
        ...urlOf(record),
        headers: VERSION,
        auth: 'required',
        retry: 'never',
        errorMappings: ERROR_MAPPINGS,
        accept: [404, 410],
        signal: step.signal,
      });
      return answered(response, record, step);
    },

    async send(record, body, { start }, { signal, timeoutMs }) {
      const response = await http.request({
        method: 'PATCH',
        ...urlOf(record),
        headers: { ...VERSION, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(start) },
        body: await wireBody(body),
        auth: 'required',
        retry: 'never',
        errorMappings: ERROR_MAPPINGS,
        accept: [404, 409, 410, 460],
        timeoutMs,
        signal,
      });
      return answered(response, record, { signal });
    },

    async cancel(record, { signal }) {
      await http.request({
        method: 'DELETE',
        ...urlOf(record),
        headers: VERSION,
        auth: 'required',
        accept: [404, 410],
        signal,
      });
    },
  };
}

/** `key base64,key base64`, the values as UTF-8. */
export function encodeMetadata(metadata: Readonly<Record<string, string>>): string {
  const base64 = (value: string) => btoa(String.fromCodePoint(...new TextEncoder().encode(value)));
  return Object.entries(metadata)
    .map(([name, value]) => (value === '' ? name : `${name} ${base64(value)}`))
    .join(',');
}
