import { describe, expect, it } from 'vitest';
import { RtmpHandshake } from './rtmp-handshake.js';

const BYTES = 1536;

describe('RtmpHandshake', () => {
  it('echoes the random bytes of the publisher once, and passes what follows its second part', () => {
    const handshake = new RtmpHandshake();
    const theirs = Buffer.alloc(BYTES, 7);
    const first = Buffer.concat([Buffer.from([3]), theirs]);
    expect(handshake.take(first.subarray(0, 100))).toEqual({});
    const { answer, rest } = handshake.take(first.subarray(100));
    expect(answer).toEqual(Buffer.concat([Buffer.from([3]), Buffer.alloc(BYTES), theirs]));
    expect(rest).toBeUndefined();
    const second = handshake.take(Buffer.concat([Buffer.alloc(BYTES), Buffer.from('message')]));
    expect(second).toEqual({ rest: Buffer.from('message') });
    expect(handshake.take(Buffer.from('more'))).toEqual({ rest: Buffer.from('more') });
  });

  it('answers and passes on in one step when all comes at once', () => {
    const all = Buffer.concat([Buffer.from([3]), Buffer.alloc(2 * BYTES), Buffer.from('message')]);
    const { answer, rest } = new RtmpHandshake().take(all);
    expect([answer?.length, rest?.toString()]).toEqual([1 + 2 * BYTES, 'message']);
  });
});
