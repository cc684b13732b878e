import { isPiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';

/** The error that an upload ends with: the same code and text, plus how far it came and which field is wrong. */
export function uploadFailure(error: unknown, confirmedBytes: number): UploadError {
  if (error instanceof UploadError && error.confirmedBytes === confirmedBytes) return error;
  // What is no error of the kit comes from a record store of the caller's.
  const known = isPiyaError(error) ? error : { code: 'upload/store-failed', message: `${error}. Free some space.` };
  const {
    code,
    status,
    retryable,
    field,
    video,
    invalidParams = {},
  } = known as UploadError & { invalidParams?: object };
  return new UploadError(known.message, {
    code,
    status,
    retryable,
    confirmedBytes,
    video,
    // PeerTube's names of the images are ours with `file` behind; a bad channel it names in words only.
    field:
      field ??
      Object.keys(invalidParams)[0]?.replace(/file$/, '') ??
      (code === 'channel/not-found' ? 'channelId' : undefined),
    cause: error,
  });
}

export const sourceChanged = (detail = 'it is not what it was.', cause?: unknown): UploadError =>
  new UploadError(`The file has changed: ${detail} Start again with a new key.`, {
    code: 'upload/source-changed',
    cause,
  });

export const offsetLost = (said: string | number): UploadError =>
  new UploadError(`The server disagrees about the offset: ${said}. It is asked again.`, {
    code: 'upload/offset-lost',
    retryable: true,
  });

/** The part of a header that the pattern's group matches; without it an upload cannot continue. */
export function headerOf(response: Response, name: string, pattern: RegExp): string {
  const [, value] = pattern.exec(response.headers.get(name) ?? '') ?? [];
  if (value !== undefined) return value;
  throw new UploadError(`The answer lacks a good header "${name}". Proxies and CORS must let it pass.`, {
    code: 'http/unexpected-body',
    status: response.status,
  });
}
