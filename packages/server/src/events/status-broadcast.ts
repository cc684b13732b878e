import type { ServiceStatus } from '@piyakast/sdk';
import type { Logger } from '../log.js';
import type { EventHub } from './hub.js';

/** The status follows every change, but not every change of many at once. */
const DELAY_MS = 300;

export interface StatusBroadcast {
  /** Sends the status to every listener soon, unless it is what was sent last. */
  soon(): void;
  stop(): void;
}

export function createStatusBroadcast(
  hub: EventHub,
  status: () => Promise<ServiceStatus>,
  log: Logger,
): StatusBroadcast {
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  const send = async (): Promise<void> => {
    const current = await status();
    // When it was checked is no news.
    const essence = JSON.stringify({ ...current, peertube: current.peertube.map(({ state }) => state) });
    if (essence === last) return;
    last = essence;
    hub.broadcast({ type: 'status', status: current });
  };
  return {
    soon() {
      if (hub.subscribers === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        send().catch((error: unknown) => log.warn({ err: error }, 'the status could not be sent'));
      }, DELAY_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
