import { expect } from '@esm-bundle/chai';
import { frameRateOf } from './frame-rate.js';

const frames = (times: number[]) => times.map((mediaTime, presentedFrames) => ({ mediaTime, presentedFrames }));

describe('frameRateOf()', () => {
  it('is the spacing of the frames, whatever jumps lie between them', () => {
    const smooth = Array.from({ length: 8 }, (_, at) => at / 30);
    expect(frameRateOf(frames(smooth))).to.equal(30);
    expect(frameRateOf(frames([...smooth, 20, 20.0333, 3, 3.0333]))).to.equal(30);
  });

  it('counts frames that were not seen', () => {
    const every3rd = Array.from({ length: 8 }, (_, at) => ({ mediaTime: at / 20, presentedFrames: at * 3 }));
    expect(frameRateOf(every3rd)).to.equal(60);
  });

  it('is unknown for too few frames', () => {
    expect(frameRateOf(frames([0, 0.04, 0.08]))).to.equal(undefined);
  });
});
