import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { isPiyaError } from '../errors/piya-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { abortable } from '../runtime/abortable.js';
import type { Clock } from '../runtime/clock.js';
import type { Piyakast } from './create-piyakast.js';
import type { PiyakastEvent } from './types.js';

/** Options of {@link listenToPiyakast}. */
export interface ListenOptions {
  /** Ends the iteration, quietly. */
  signal?: AbortSignal | undefined;
  /** Silence after which the connection counts as dead, in milliseconds; the server sends heartbeats. @defaultValue 60,000 */
  idleTimeoutMs?: number;
}

const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 30_000;

/**
 * What changes at the server, as it happens: each event carries the whole object. Reconnects, and sends the
 * server the id of the last event. The token goes in a header, never in the address.
 *
 * @throws AuthError when the token is refused; HttpError when the server refuses for good. Ends without an error when
 * `signal` aborts.
 * @example
 * ```ts
 * import { createPiyakast, listenToPiyakast } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * for await (const event of listenToPiyakast(piyakast)) {
 *   if (event.type === 'video') console.log(event.video.name, event.video.state);
 * }
 * ```
 */
export async function* listenToPiyakast(
  piyakast: Piyakast,
  { signal, idleTimeoutMs = 60_000 }: ListenOptions = {},
): AsyncGenerator<PiyakastEvent, void, undefined> {
  const { http, clock, random } = piyakast;
  let lastEventId: string | undefined;
  let serverWaitMs = 0;
  let failures = 0;
  while (!signal?.aborted) {
    try {
      const response = await http.request({
        path: '/api/v1/events',
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        },
        // A token that is refused must not turn its owner into a stranger who misses most events.
        auth: (await piyakast.token()) === undefined ? 'none' : 'required',
        retry: 'never',
        signal,
      });
      const messages = readEvents(response, { clock, idleTimeoutMs, signal, onRetry: (ms) => (serverWaitMs = ms) });
      for await (const message of messages) {
        failures = 0;
        lastEventId = message.id ?? lastEventId;
        const event = eventOf(message);
        if (event) yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      const isLasting = isPiyaError(error) && !error.retryable;
      if (isLasting) throw error;
    }
    const backoffMs = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures++, 10)) * (0.5 + random() / 2);
    await clock.sleep(Math.max(serverWaitMs, backoffMs), signal).catch((reason) => {
      if (!signal?.aborted) throw reason;
    });
  }
}

interface ReadOptions {
  clock: Clock;
  idleTimeoutMs: number;
  signal: AbortSignal | undefined;
  onRetry: (ms: number) => void;
}

async function* readEvents(response: Response, { clock, idleTimeoutMs, signal, onRetry }: ReadOptions) {
  if (!response.body) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message), onRetry });
  try {
    for (;;) {
      const { done, value } = await withinSilence(abortable(reader.read(), signal), clock, idleTimeoutMs);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* messages.splice(0);
    }
  } finally {
    // The connection may be broken already; what matters is that it does not stay open.
    await reader.cancel().catch(() => undefined);
  }
}

async function withinSilence<T>(reading: Promise<T>, clock: Clock, idleTimeoutMs: number): Promise<T> {
  const arrived = new AbortController();
  const silence = clock.sleep(idleTimeoutMs, arrived.signal).then(() => {
    throw new TimeoutError('The server has sent nothing for a while. Connecting again.', {
      code: 'network/timeout',
      retryable: true,
    });
  });
  try {
    return await Promise.race([reading, silence]);
  } finally {
    arrived.abort();
    // The sleep ends with the abort just made.
    silence.catch(() => undefined);
    reading.catch(() => undefined);
  }
}

const TYPES: ReadonlySet<string> = new Set(['video', 'video-deleted', 'stream', 'stream-deleted', 'status']);

/** An event of a newer server, or one that is not JSON, is passed over. */
function eventOf({ data }: EventSourceMessage): PiyakastEvent | undefined {
  try {
    const event = JSON.parse(data) as PiyakastEvent;
    return TYPES.has(event.type) ? event : undefined;
  } catch {
    // A line of a proxy between; the next whole object repeats what it may have hidden.
    return undefined;
  }
}
