import { loadPart } from '../../http/load-part.js';
import { abortable } from '../../runtime/abortable.js';
import type { UploadSource } from '../types.js';

/**
 * A source as an upload reads it: a read that hangs ends with the signal, a failure says that it was the file, and the
 * lender closes it. Each member by name, because those of a class instance are not its own.
 */
export const guardSource = (source: UploadSource): UploadSource => ({
  name: source.name,
  type: source.type,
  sizeBytes: source.sizeBytes,
  lastModifiedMs: source.lastModifiedMs,
  once: source.once,
  async slice(start, end, options) {
    try {
      return await abortable(source.slice(start, end, options), options?.signal);
    } catch (error) {
      options?.signal?.throwIfAborted();
      throw (await loadPart(import('./source-failure.js'))).sourceFailure(error, source);
    }
  },
  release: (body) => source.release?.(body),
  verify: async () => source.verify?.(),
});
