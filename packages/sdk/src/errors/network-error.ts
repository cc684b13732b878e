import { PiyaError } from './piya-error.js';

/** No answer came: the host is unreachable, the connection broke, or a browser hid the answer (CORS). */
export class NetworkError extends PiyaError {
  override name = 'NetworkError';
}
