import { NetworkError } from '../../errors/network-error.js';

/**
 * What a JSON answer holds. One that breaks off or lacks the result is a lost answer: what the server did is not known,
 * and the upload must be asked about.
 */
export async function readResult<Result>(
  response: Response,
  read: (answer: Record<string, unknown>) => Result | undefined,
): Promise<Result> {
  const text = await response.text();
  let cause: unknown;
  try {
    const result = read(JSON.parse(text || '{}'));
    if (result !== undefined) return result;
  } catch (error) {
    cause = error;
  }
  throw new NetworkError('The answer broke off. The server is asked what it has.', {
    code: 'network/unreachable',
    retryable: true,
    cause,
  });
}
