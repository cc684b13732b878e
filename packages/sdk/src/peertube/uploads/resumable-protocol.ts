import { isPiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import type { ErrorMapping, Http, HttpRequest, Problem } from '../../http/types.js';
import { headerOf, offsetLost } from '../../upload/engine/upload-failure.js';
import { readResult } from '../../upload/protocols/read-answer.js';
import { wireBody } from '../../upload/protocols/wire-body.js';
import type { UploadProtocol, UploadRecord, UploadStatus } from '../../upload/types.js';
import { preflightPart } from './preflight-part.js';
import { PROCESSING, uploadErrorMappings } from './upload-errors.js';

/** What the protocol brings over: a new video, or another file for a video. */
export interface ResumableTarget<Result> extends Pick<UploadProtocol<Result>, 'find' | 'prepare' | 'finish'> {
  path: string;
  /** The path with names in place of ids. @defaultValue `path` */
  route?: string;
  /** The body of the announcement, which holds these two fields and the target's own, and the media type of the file. */
  announce(fields: { filename: string; lastModified: number }): Pick<HttpRequest, 'json' | 'body'> & {
    mediaType: string | undefined;
  };
  /** What a 403 or 404 of PeerTube's own means here. */
  refusalOf(problem: Problem): ErrorMapping;
  /** The result in the last answer, which is empty where a server sends none; `undefined` when it is not there. */
  read(answer: Record<string, unknown>): Result | undefined;
}

/** The server probes the file before it answers an announcement that completes at once. */
const CREATE_TIMEOUT_MS = 60_000;
const LAST_BYTE = /^bytes=0-(-?\d+)$/;
/**
 * PeerTube's resumable uploads, checked against PeerTube 6.3.0 and 8.2.1 (docs/peertube, "Uploads").
 *
 * One factory: its steps are short and share the route, its options and the reading of answers.
 */
export function resumableProtocol<Result>(http: Http, target: ResumableTarget<Result>): UploadProtocol<Result> {
  const { path, route = path, announce, read, refusalOf, ...steps } = target;
  const common = { path, route, auth: 'required', errorMappings: uploadErrorMappings(refusalOf) } as const;
  const idOf = ({ uploadUrl }: UploadRecord) => ({ upload_id: new URL(uploadUrl).searchParams.get('upload_id') ?? '' });

  async function put(
    record: UploadRecord,
    headers: Record<string, string>,
    more: Partial<HttpRequest>,
  ): Promise<UploadStatus<Result>> {
    const accept = [308, 409, 460, ...(more.accept ?? [])];
    const request = { ...common, ...more, accept, headers, query: idOf(record), retry: 'never' } as const;
    const response = await http.request({ ...request, method: 'PUT' }).catch(statusOf);
    if (!(response instanceof Response)) return response;
    const { status } = response;
    // `bytes=0-N` holds N + 1 bytes; before the first byte it is `bytes=0--1`.
    if (status === 308) return { kind: 'incomplete', offset: Number(headerOf(response, 'range', LAST_BYTE)) + 1 };
    if (status === 409 || status === 460) throw offsetLost(status);
    if (status === 422) return { kind: 'unknown' };
    return { kind: 'complete', result: await readResult(response, read) };
  }

  /** A proxy that does not let the pictures through refuses the announcement, which no smaller chunk could help. */
  const request = (announcement: HttpRequest): Promise<Response> =>
    http.request(announcement).catch((error) => {
      if (error?.code !== 'http/too-large' || announcement.body === undefined) throw error;
      throw new UploadError(
        'A proxy before the server does not let a picture of this size through. Choose a smaller one.',
        {
          code: 'upload/invalid-metadata',
          status: 413,
          field: 'thumbnail',
          cause: error,
        },
      );
    });

  return {
    ...steps,
    name: 'peertube',
    server: http.origin,

    async create(key, { name, type, sizeBytes }, { signal, generation }) {
      const { keyNumber, markedFilename } = await preflightPart();
      const fields = { filename: markedFilename(name, key), lastModified: keyNumber(key, generation) };
      const { mediaType = type || 'application/octet-stream', ...announcement } = announce(fields);
      const response = await request({
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
      // finds the file moved, and answers 422 (seen on 6.3.0). The account shows whether the video is there.
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

/** What an error says of the state of the upload, if it says no more than that. */
function statusOf(error: unknown): { kind: 'processing' } | { kind: 'unknown' } {
  if (isPiyaError(error) && error.code === PROCESSING) return { kind: 'processing' };
  if (isPiyaError(error) && error.code === 'http/not-found') return { kind: 'unknown' };
  throw error;
}
