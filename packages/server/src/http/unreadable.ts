import type { Socket } from 'node:net';
import { type ProblemDocument, problemOf } from '../problem.js';

/** By the code of Node's HTTP parser; anything else is a malformed request. */
const REFUSALS: Record<string, { status: number; detail: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time.' },
};
const MALFORMED = { status: 400, detail: 'The request is not valid HTTP.' };

/** Answers what is no request, by hand because there is no reply to write to, and ends its connection. */
export function refuseUnreadable(error: Error, socket: Socket): void {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code !== 'ECONNRESET' && socket.writable) {
    const { status, detail } = REFUSALS[code] ?? MALFORMED;
    socket.write(answerOf(problemOf(status, detail)));
  }
  socket.destroySoon();
}

function answerOf(document: ProblemDocument): string {
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} ${document.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
