import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { liveNotifications } from './live-notifications.js';

const never = new AbortController().signal;

describe('liveNotifications()', () => {
  it('waits until the time comes', async () => {
    const clock = createFakeClock(0);
    const next = liveNotifications(clock).next(5_000, never);
    const seen: unknown[] = [];
    next.then((event) => seen.push(event));
    await clock.advance(4_999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual([{ type: 'due' }]);
  });

  it('keeps what came while nothing waited, once', async () => {
    const clock = createFakeClock(0);
    const notifications = liveNotifications(clock);
    notifications.viewers(3);
    expect(await notifications.next(5_000, never)).toEqual({ type: 'viewers', viewers: 3 });
    const next = notifications.next(5_000, never);
    let isOver = false;
    next.then(() => {
      isOver = true;
    });
    await clock.advance(4_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await next).toEqual({ type: 'due' });
  });

  it('lets a change outrank a count, whichever came first', async () => {
    const notifications = liveNotifications(createFakeClock(0));
    notifications.viewers(3);
    notifications.changed();
    notifications.viewers(4);
    expect(await notifications.next(5_000, never)).toEqual({ type: 'due' });
  });

  it('ends the wait with the reason of the signal', async () => {
    const stop = new AbortController();
    const next = liveNotifications(createFakeClock(0)).next(5_000, stop.signal);
    const reason = new Error('left');
    stop.abort(reason);
    await expect(next).rejects.toBe(reason);
  });
});
