import type { PiyakastEvent } from '@piyakast/sdk';
import type { FastifyReply } from 'fastify';

/** Shorter than the idle time-outs of common proxies. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 1000;
/** Rights and tokens end; after so long a listener has to connect again with a fresh token, and misses nothing. */
const LONGEST_MS = 30 * 60_000;
/** A page that reads so slowly is cut off; it comes back and asks for what it missed. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** One connection with server-sent events, kept alive by comments. */
export interface EventStream {
  send(event: PiyakastEvent, revision?: number): void;
  close(): void;
}

/** Answers a request with a stream of events. @param onClose - Called once, when either side has ended it. */
export function openEventStream(reply: FastifyReply, onClose: () => void): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const write = (text: string) => {
    if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
    else raw.write(text);
  };
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  const end = setTimeout(() => raw.end(), LONGEST_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(end);
    onClose();
  });
  write(`retry: ${RETRY_MS}\n\n`);
  return {
    send(event, revision) {
      const id = revision === undefined ? '' : `id: ${revision}\n`;
      write(`event: ${event.type}\n${id}data: ${JSON.stringify(event)}\n\n`);
    },
    close: () => raw.end(),
  };
}
