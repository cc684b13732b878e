import { isPiyaError } from '../../errors/piya-error.js';
import { UploadError } from '../../errors/upload-error.js';
import type { UploadSource } from '../types.js';

/** What `fetch` says in browsers and Node when there is no connection, and the names that the system has for it. */
const NETWORK = /fetch|network|load failed|terminated|ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR/i;

/**
 * Why a source gave no bytes. What it says of the upload itself stays; all else means that the file could not be read, also
 * an error of the kit, whose code would be taken for one of the server that is uploaded to.
 */
export function sourceFailure(error: unknown, { once = false }: UploadSource): unknown {
  if (isPiyaError(error) && error.code.startsWith('upload/')) return error;
  const { code, retryable = NETWORK.test(`${error} ${code}`) } = Object(error) as Partial<UploadError>;
  return new UploadError(`The file could not be read: ${error}. Check that it is still there.`, {
    code: 'upload/source-unreadable',
    // A stream that broke gives nothing any more.
    retryable: retryable && !once,
    cause: error,
  });
}
