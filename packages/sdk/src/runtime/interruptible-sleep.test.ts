import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { interruptibleSleep } from './interruptible-sleep.js';

describe('interruptibleSleep()', () => {
  it('ends with its time', async () => {
    const clock = createFakeClock();
    const pause = interruptibleSleep(clock);
    const slept = pause.sleep(1_000);
    await clock.advance(1_000);
    await slept;
  });

  it('ends when it is woken, and leaves no timer behind', async () => {
    const clock = createFakeClock();
    const pause = interruptibleSleep(clock);
    const slept = pause.sleep(1_000);
    pause.wake();
    await slept;
    expect(clock.sleepers).toBe(0);
  });

  it('does not lose a wake-up between two waits, and keeps it for one wait alone', async () => {
    const clock = createFakeClock();
    const pause = interruptibleSleep(clock);
    pause.wake();
    await pause.sleep(1_000);
    let isOver = false;
    const second = pause.sleep(1_000).then(() => {
      isOver = true;
    });
    await clock.advance(999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    await second;
  });

  it('ends with its signal, also without a time', async () => {
    const pause = interruptibleSleep(createFakeClock());
    const abort = new AbortController();
    const slept = pause.sleep(undefined, abort.signal);
    abort.abort(new Error('stopped'));
    await expect(slept).rejects.toThrow('stopped');
    await expect(pause.sleep(1, abort.signal)).rejects.toThrow('stopped');
  });
});
