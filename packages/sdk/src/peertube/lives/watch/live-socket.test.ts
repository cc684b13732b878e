import { startSandbox } from '@piyakast/testing/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectLiveSocket } from './live-socket.js';

describe('connectLiveSocket() to a server over the network', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, rtmpPort: 0, media: 'sniff' });
  });
  afterEach(() => sandbox.close());

  const follow = async (videoId: number) => {
    const [onChange, onViewers] = [vi.fn(), vi.fn()];
    const socket = await connectLiveSocket({ origin: sandbox.url, videoId, onChange, onViewers });
    // The connection itself is a reason to look.
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1), 5_000);
    return { onChange, onViewers, socket };
  };
  /** Rooms are joined a moment after the connection, so it is told until somebody hears it. */
  const viewers = (videoId: number, count: number) =>
    sandbox.fake.events.emit({ type: 'views-change', videoId, viewers: count });

  it('passes on what happens to its live, and nothing of another one', async () => {
    const [one, two] = [await follow(1), await follow(2)];
    try {
      await vi.waitFor(() => {
        viewers(1, 3);
        expect(one.onViewers).toHaveBeenLastCalledWith(3);
      }, 5_000);
      sandbox.fake.events.emit({ type: 'state-change', videoId: 1, state: 1 });
      sandbox.fake.events.emit({ type: 'force-end', videoId: 1 });
      await vi.waitFor(() => expect(one.onChange).toHaveBeenCalledTimes(3), 5_000);
      expect(two.onChange).toHaveBeenCalledTimes(1);
      expect(two.onViewers).not.toHaveBeenCalled();
    } finally {
      one.socket.close();
      two.socket.close();
    }
  }, 20_000);

  it.each([
    [
      'that the server ends',
      async () => {
        sandbox.fake.faults.set({ down: true });
        sandbox.fake.faults.clear();
      },
    ],
    [
      'with the server',
      async () => {
        await sandbox.stop();
        await sandbox.start();
      },
    ],
  ])(
    'subscribes again after the loss of a connection %s, and looks what it missed',
    async (_how, lose) => {
      const one = await follow(1);
      try {
        await lose();
        await vi.waitFor(() => expect(one.onChange).toHaveBeenCalledTimes(2), 15_000);
        await vi.waitFor(() => {
          viewers(1, 5);
          expect(one.onViewers).toHaveBeenLastCalledWith(5);
        }, 5_000);
      } finally {
        one.socket.close();
      }
    },
    30_000,
  );

  it('hears nothing more once it is closed, and may be closed twice', async () => {
    const [closed, other] = [await follow(1), await follow(1)];
    closed.socket.close();
    closed.socket.close();
    try {
      await vi.waitFor(() => {
        viewers(1, 7);
        expect(other.onViewers).toHaveBeenLastCalledWith(7);
      }, 5_000);
      expect(closed.onViewers).not.toHaveBeenCalled();
    } finally {
      other.socket.close();
    }
  }, 20_000);
});
