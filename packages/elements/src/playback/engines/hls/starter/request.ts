import type { MediaAccess } from '../../engine.js';
import { PlayerError } from '../../engine-error.js';
import type { Range } from './playlist.js';

/** What a server answers to a token that it does not take. */
const REFUSED: readonly number[] = [401, 403];
const GONE: readonly number[] = [404, 410];

/** Requests a file or a range of it. Rejects unless the answer is what was asked for. */
export type Request = (of: string | Range, signal: AbortSignal) => Promise<Response>;

export interface RequestOptions {
  readonly access: MediaAccess | undefined;
  /** The access is for this origin alone. */
  readonly origin: string;
  /** The answer to the first request, where that was made before. */
  readonly takeAhead?: (() => Promise<Response> | undefined) | undefined;
  /** Until the head of the answer is there. */
  readonly timeoutMs: number;
}

export function createRequest({ access, origin, takeAhead, timeoutMs }: RequestOptions): Request {
  return async (of, signal) => {
    const url = typeof of === 'string' ? of : of.url;
    const address = access !== undefined && new URL(url).origin === origin ? await access.authorize(url) : url;
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new PlayerError('player/network', 'The server does not answer.')),
      timeoutMs,
    );
    const both = AbortSignal.any([signal, late.signal]);
    try {
      // Ranges of one file wait for each other in the HTTP cache, which costs more than it saves here.
      const init: RequestInit =
        typeof of === 'string' ? {} : { headers: { range: rangeHeader(of) }, cache: 'no-store' };
      const ahead = typeof of === 'string' ? takeAhead?.() : undefined;
      const response = await (ahead === undefined
        ? fetch(address, { ...init, signal: both })
        : Promise.race([ahead, rejection(both)]));
      if (REFUSED.includes(response.status)) access?.invalidate();
      if (response.status !== (typeof of === 'string' ? 200 : 206)) throw statusError(response.status);
      return response;
    } catch (error) {
      throw both.aborted ? both.reason : error;
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Rejects when the signal is aborted: a request that was made ahead has no signal. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

const rangeHeader = ({ start, end }: Range): string => `bytes=${start}-${end - 1}`;

function statusError(status: number): PlayerError {
  const isGone = GONE.includes(status);
  return new PlayerError(isGone ? 'player/no-source' : 'player/network', `The video stream is not there (${status}).`);
}
