/** A named secret, a bearer token, or the user and password of an address; what stays is in the groups. */
const SECRETS =
  /((?:token|secret|password|stream_?key)["']?\s*[=:]\s*["']?|\bbearer\s+)[^\s&"',}]+|(\/\/)[^/\s:@]+:[^/\s@]+(?=@)/gi;

/**
 * Takes tokens, keys and passwords out of a text before it can reach a message, a log or a report.
 *
 * @returns The text with `[redacted]` in place of named secrets, bearer tokens, and users with passwords in addresses.
 * @example
 * ```ts
 * import { redact } from '@piyakast/sdk';
 *
 * console.log(redact('authorization: Bearer 0a1b2c')); // authorization: Bearer [redacted]
 * ```
 */
export function redact(text: string): string {
  return text.replace(SECRETS, '$1$2[redacted]');
}
