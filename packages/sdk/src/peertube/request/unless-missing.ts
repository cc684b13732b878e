import { isPiyaError } from '../../errors/piya-error.js';

/** What is found, or `undefined` when it is not there. */
export async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (isPiyaError(error) && error.code.endsWith('/not-found')) return undefined;
    throw error;
  }
}
