import { type Clock, systemClock } from '@piyakast/sdk';
import type { Logger } from '../log.js';
import type { PeerTubeGateway, RemoteAccount } from './gateway.js';
import type { Health } from './health.js';

/** A quota changes with each video; an upload is a second or more. */
const KEEP_MS = 15_000;
/** An upload does not wait longer for PeerTube than this; what was known last counts then. */
const PATIENCE_MS = 2000;

/** What the account may publish, as PeerTube said last. */
export interface AccountLimits {
  /** `undefined` while PeerTube has never answered. Waits two seconds at most. */
  current(): Promise<RemoteAccount | undefined>;
}

export interface AccountLimitsDeps {
  gateway: Pick<PeerTubeGateway, 'account' | 'url'>;
  health: Pick<Health, 'current'>;
  log: Logger;
  clock?: Clock;
}

export function createAccountLimits(deps: AccountLimitsDeps): AccountLimits {
  const { gateway, health, log, clock = systemClock } = deps;
  let known: { account: RemoteAccount; atMs: number } | undefined;
  let asking: Promise<void> | undefined;

  const ask = async () => {
    try {
      known = { account: await gateway.account(), atMs: clock.now() };
    } catch (error) {
      // Uploads are taken in any case; the same refusal comes when the video is sent, with its reason.
      log.debug({ err: error, instance: gateway.url }, 'the limits of the account could not be read');
    } finally {
      asking = undefined;
    }
  };
  return {
    async current() {
      const isFresh = known !== undefined && clock.now() - known.atMs < KEEP_MS;
      if (!isFresh && health.current.state !== 'down') {
        asking ??= ask();
        const patience = new AbortController();
        const wait = clock.sleep(PATIENCE_MS, patience.signal).catch(() => undefined);
        await Promise.race([asking, wait]);
        patience.abort();
      }
      return known?.account;
    },
  };
}
