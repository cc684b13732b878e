/**
 * Why OBS could not be used.
 *
 * - `unreachable`: it does not run on this machine, its WebSocket server is off, or the browser or the page does not allow
 *   the connection; a page cannot tell these apart.
 * - `insecure-page`: the page has no TLS, so that the browser has no SHA-256 for the password.
 * - `wrong-password`: the password was refused.
 * - `refused`: OBS did not do what it was asked to.
 * - `lost`: the connection ended.
 * - `stream-failed`: OBS started and stopped at once: it did not reach the server, or the server refused the key.
 */
export type ObsProblem = 'unreachable' | 'insecure-page' | 'wrong-password' | 'refused' | 'lost' | 'stream-failed';

/** A failure of the connection to OBS. Carries neither password nor key. */
export class ObsError extends Error {
  readonly problem: ObsProblem;

  constructor(problem: ObsProblem, message: string) {
    super(message);
    this.name = 'ObsError';
    this.problem = problem;
  }
}
