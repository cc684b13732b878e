import { type Clock, singleFlight } from '@piyakast/sdk/runtime';
import type { MediaAccess } from '../engines/engine.js';

/** What opens protected media, for a while. */
export interface MediaGrant {
  /** Goes into the address as `videoFileToken`. */
  readonly fileToken?: string | undefined;
  /** Milliseconds since the UNIX epoch; undefined when it does not expire. */
  readonly expiresAtMs?: number | undefined;
  /** The addresses with all that opens them. */
  readonly urls?: readonly string[];
}

/** A grant is renewed this long before it expires, or in its last fifth when it is short. */
const MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.2;
/** With a wrong clock every grant seems to have expired; it is used this long then, or until it is refused. */
const SUSPECT_MS = 60_000;
/** Requests that run at the same time are refused together, and one renewal answers them all. */
const SETTLED_MS = 2000;
/** After a renewal failed, a grant that still opens the media is used this long before the next one. */
const RENEW_AGAIN_MS = 5000;

export interface MediaAccessOptions {
  grant: MediaGrant;
  /** Gets another one; `fresh` when the last one was refused. Rejects when there is none any more. */
  renew: (options: { fresh: boolean }) => Promise<MediaGrant>;
  clock: Clock;
}

/** Access to protected media whose grant is renewed before it expires, and after it was refused. */
export function createMediaAccess({ grant, renew, clock }: MediaAccessOptions): MediaAccess {
  let current = grant;
  let receivedAtMs = clock.now();
  let renewAtMs = renewalOf(grant, receivedAtMs);
  let isRefused = false;

  const renewOnce = singleFlight(async () => {
    try {
      current = await renew({ fresh: isRefused });
      receivedAtMs = clock.now();
      renewAtMs = renewalOf(current, receivedAtMs);
      isRefused = false;
    } catch (error) {
      const nowMs = clock.now();
      if (isRefused || nowMs >= (current.expiresAtMs ?? 0)) throw error;
      renewAtMs = nowMs + RENEW_AGAIN_MS;
    }
  });
  return {
    async authorize(url) {
      if (isRefused || clock.now() >= renewAtMs) await renewOnce();
      return authorized(url, current);
    },
    invalidate() {
      isRefused ||= clock.now() - receivedAtMs >= SETTLED_MS;
    },
  };
}

function renewalOf({ expiresAtMs }: MediaGrant, nowMs: number): number {
  if (expiresAtMs === undefined) return Number.POSITIVE_INFINITY;
  const lifetimeMs = expiresAtMs - nowMs;
  if (lifetimeMs <= 0) return nowMs + SUSPECT_MS;
  return expiresAtMs - Math.min(MARGIN_MS, lifetimeMs * MARGIN_SHARE);
}

/**
 * The address with what opens it: as the server gave it, or, for what a playlist lists, with the token.
 * `reinjectVideoFileToken` makes PeerTube write the token into the addresses of a playlist, for browsers that play HLS
 * themselves.
 *
 * @see docs/peertube §7
 */
function authorized(address: string, { fileToken, urls = [] }: MediaGrant): string {
  const signed = urls.find((url) => withoutQuery(url) === withoutQuery(address));
  if (signed !== undefined) return signed;
  const url = new URL(address);
  if (fileToken === undefined) return url.href;
  url.searchParams.set('videoFileToken', fileToken);
  if (url.pathname.endsWith('.m3u8')) url.searchParams.set('reinjectVideoFileToken', 'true');
  return url.href;
}

/** An address without what changes in it: tokens and signatures. */
export const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;
