const SECRET_PARAMETERS =
  /((?:access_token|refresh_token|client_secret|password|token|videoFileToken|accessToken|stream_?key|feedToken)["']?\s*[=:]\s*["']?)[^\s&"',}]+/gi;
const BEARER = /\b(bearer)\s+[\w.~+/-]+=*/gi;
const URL_CREDENTIALS = /(\/\/)[^/\s:@]+:[^/\s@]+@/g;

/** Takes tokens, keys and passwords out of a text before it can reach a message, a log or a report. */
export function redact(text: string): string {
  return text
    .replace(BEARER, '$1 [redacted]')
    .replace(SECRET_PARAMETERS, '$1[redacted]')
    .replace(URL_CREDENTIALS, '$1[redacted]@');
}
