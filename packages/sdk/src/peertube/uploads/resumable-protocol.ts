import type { ErrorMappings, Http, HttpRequest } from '../../http/types.js';
import { headerOf, offsetLost } from '../../upload/engine/upload-failure.js';
import { readResult } from '../../upload/protocols/read-answer.js';
import { wireBody } from '../../upload/protocols/wire-body.js';
import type { UploadProtocol, UploadRecord, UploadStatus } from '../../upload/types.js';
import { preflightPart } from './preflight-part.js';

/** What the protocol brings over: a new video, or another file for a video. */
export interface ResumableTarget<Result> extends Pick<UploadProtocol<Result>, 'find' | 'prepare' | 'finish'> {
  path: string;
  /** The path with names in place of ids. @defaultValue `path` */
  route?: string;
  /** The body of the announcement, which holds these two fields and the target's own, and the media type of the file. */
  announce(fields: { filename: string; lastModified: number }): Pick<HttpRequest, 'json' | 'body'> & {
    mediaType: string | undefined;
  };
  /** The result in the last answer, which is empty where a server sends none; `undefined` when it is not there. */
  read(answer: Record<string, unknown>): Result | undefined;
}

/** The server probes the file before it answers an announcement that completes at once. */
const CREATE_TIMEOUT_MS = 60_000;
const LAST_BYTE = /^bytes=0-(-?\d+)$/;
const PROCESSING = 'upload/result-unknown';
/** What failures mean here (contract section 8). */
export const UPLOAD_MEANINGS: ErrorMappings = {
  quota_reached: ['upload/quota-exceeded', 'Delete videos.'],
  max_file_size_reached: ['upload/too-large', 'Choose another file.'],
  400: ({ detail = '', invalidParams }) => {
    if (/video channel/i.test(detail)) return ['channel/not-found', 'Choose a channel of the account.'];
    return invalidParams
      ? ['upload/invalid-metadata', 'Correct the request.']
      : ['upload/rejected', 'Start again with a new key.'];
  },
  403: ['upload/not-allowed', 'Use the account that began it.'],
  415: ['upload/unsupported-type', 'Choose another file.'],
  422: ['upload/invalid-file', 'Choose another file.'],
  423: ['upload/locked', 'Try again later.'],
  // Two servers say 503: PeerTube while it works on the file, and a proxy whose PeerTube is away.
  503: ({ detail = '' }) => (/being processed/i.test(detail) ? [PROCESSING, 'Try again later.'] : undefined),
};

/** PeerTube's resumable uploads, checked against PeerTube 6.3.0 (contract section 8). */
export function resumableProtocol<Result>(http: Http, target: ResumableTarget<Result>): UploadProtocol<Result> {
  const { path, route = path, announce, read, ...steps } = target;
  const common = { path, route, auth: 'required', errorMappings: UPLOAD_MEANINGS } as const;
  const idOf = ({ uploadUrl }: UploadRecord) => ({ upload_id: new URL(uploadUrl).searchParams.get('upload_id') ?? '' });

  async function put(
    record: UploadRecord,
    headers: Record<string, string>,
    more: Partial<HttpRequest>,
  ): Promise<UploadStatus<Result>> {
    const accept = [308, 404, 409, 460, ...(more.accept ?? [])];
    const request = { ...common, ...more, accept, headers, query: idOf(record), retry: 'never' } as const;
    const response = await http.request({ ...request, method: 'PUT' }).catch((error) => {
      if (error?.code === PROCESSING) return undefined;
      throw error;
    });
    if (!response) return { kind: 'processing' };
    const { status } = response;
    // `bytes=0-N` holds N + 1 bytes; before the first byte it is `bytes=0--1`.
    if (status === 308) return { kind: 'incomplete', offset: Number(headerOf(response, 'range', LAST_BYTE)) + 1 };
    if (status === 409 || status === 460) throw offsetLost(status);
    if (status > 400) return { kind: 'unknown' };
    return { kind: 'complete', result: await readResult(response, read) };
  }

  return {
    ...steps,
    name: 'peertube',
    server: http.origin,

    async create(key, { name, type, sizeBytes }, { signal, generation }) {
      const { keyNumber, markedFilename } = await preflightPart();
      const fields = { filename: markedFilename(name, key), lastModified: keyNumber(key, generation) };
      const { mediaType = type || 'application/octet-stream', ...announcement } = announce(fields);
      const response = await http.request({
        ...common,
        ...announcement,
        method: 'POST',
        headers: {
          'x-upload-content-length': String(sizeBytes),
          'x-upload-content-type': mediaType,
        },
        retry: 'never',
        timeoutMs: CREATE_TIMEOUT_MS,
        signal,
      });
      const uploadId = headerOf(response, 'location', /(upload_id=[^&#]+)/);
      // The address is made anew: PeerTube's own lacks the protocol, or has that of a proxy.
      const uploadUrl = `${http.origin}${path}?${uploadId}`;
      // 201: new. 200: the same announcement came before, so the server is asked how far it got.
      return response.status === 201 ? { uploadUrl, offset: 0 } : { uploadUrl };
    },

    status: (record, { signal }) =>
      // The empty body with this header is the question; without the header the answer would be a wrong 0.
      // Asked in the moment between the end of the processing and the end of the upload, PeerTube tries to process again,
      // finds the file moved, and answers 422 (seen on 6.3.0). Whether the video is there tells the account.
      put(record, { 'content-range': `bytes */${record.sizeBytes}` }, { accept: [422], signal }),

    send: async (record, body, { start, end, total }, options) => {
      const range = `bytes ${start}-${end - 1}/${total}`;
      return put(
        record,
        { 'content-type': 'application/octet-stream', 'content-range': range },
        { body: await wireBody(body), ...options },
      );
    },

    async cancel(record, { signal }) {
      await http.request({ ...common, method: 'DELETE', query: idOf(record), accept: [403, 404], signal });
    },
  };
}
