import { HttpError } from '../../errors/http-error.js';
import { isPiyaError } from '../../errors/piya-error.js';

/** Looks for what a refusal meant; `undefined` when it was something else. */
export type Look = (refusal: HttpError) => Promise<unknown>;

/**
 * The answer behind an error when words are the only reason that PeerTube gave: a 400, 403 or 404 with neither a code nor
 * the names of wrong fields. The words cannot be read: since PeerTube 7 they are in the language of the user or the
 * browser. What they mean is found by looking at what the request asked for.
 */
export function refusalInWords(error: unknown): HttpError | undefined {
  const answer = isPiyaError(error) && !(error instanceof HttpError) ? error.cause : error;
  if (!(answer instanceof HttpError) || answer.serverCode !== undefined || answer.invalidParams) return undefined;
  return [400, 403, 404].includes(answer.status) ? answer : undefined;
}

/**
 * Throws the error that the first successful look finds for a refusal in words, else the error that came. A look that
 * fails finds nothing.
 */
export async function throwExplained(
  error: unknown,
  loadLooks: () => Promise<readonly Look[]>,
  signal: AbortSignal | undefined,
): Promise<never> {
  const refusal = refusalInWords(error);
  if (refusal === undefined) throw error;
  let found: unknown;
  try {
    for (const look of await loadLooks()) {
      found = await look(refusal);
      if (found !== undefined) break;
    }
  } catch {
    signal?.throwIfAborted();
  }
  throw found ?? error;
}
