import { expect } from '@esm-bundle/chai';
import { timeRanges } from '../playback/engines/time-ranges.js';
import { formatTime, spokenTime } from './format-time.js';
import { LiveEdge } from './live-edge.js';
import { nextSpeed, speedText } from './speeds.js';
import { tileAt } from './storyboard.js';
import { bufferedParts, partAtPointer, partOf, timeAt, timelineOf } from './timeline.js';

describe('timelineOf()', () => {
  it('spans the duration of a video', () => {
    const line = timelineOf({ duration: 60, seekable: timeRanges(), liveEdge: 0 });
    expect(line).to.deep.equal({ start: 0, end: 60, isLive: false, canSeek: true });
    expect([partOf(line, 15), timeAt(line, 0.5), partOf(line, 90), timeAt(line, 2)]).to.deep.equal([0.25, 30, 1, 60]);
  });

  it('has nothing to seek in before the length is known', () => {
    const line = timelineOf({ duration: Number.NaN, seekable: timeRanges(), liveEdge: 0 });
    expect([line.canSeek, partOf(line, 5)]).to.deep.equal([false, 0]);
  });

  it('spans the window of a live, up to where live is, when the window is worth it', () => {
    const at = (liveEdge: number) =>
      timelineOf({ duration: Number.POSITIVE_INFINITY, seekable: timeRanges([100, 200]), liveEdge });
    expect(at(190)).to.deep.equal({ start: 100, end: 190, isLive: true, canSeek: true });
    expect(at(110).canSeek).to.equal(false);
  });

  it('draws buffered ranges where they are, without what lies outside', () => {
    const line = { start: 100, end: 200, isLive: true, canSeek: true };
    expect(bufferedParts(line, timeRanges([50, 90], [120, 150], [190, 250]))).to.deep.equal([
      { from: 0.2, to: 0.5 },
      { from: 0.9, to: 1 },
    ]);
  });

  it('finds a pointer on the bar, and keeps it there', () => {
    const bar = { left: 10, width: 100 };
    expect([0, 10, 60, 300].map((x) => partAtPointer(bar, x))).to.deep.equal([0, 0, 0.5, 1]);
    expect(partAtPointer({ left: 0, width: 0 }, 5)).to.equal(0);
  });
});

describe('LiveEdge', () => {
  const at = (currentTime: number, end: number, more: object = {}) => ({
    currentTime,
    seekable: timeRanges([0, end]),
    paused: false,
    seeking: false,
    ...more,
  });

  it('takes the distance that playing began with for live, and notices a pause of twelve seconds', () => {
    const edge = new LiveEdge();
    edge.follow(at(88, 100));
    expect([edge.edge(at(88, 100)), edge.isBehind(at(88, 104))]).to.deep.equal([88, false]);
    const paused = at(88, 112, { paused: true });
    edge.follow(paused);
    expect([edge.edge(paused), edge.isBehind(paused)]).to.deep.equal([100, true]);
    expect(edge.isBehind(at(100, 112))).to.equal(false);
  });

  it('does not take a seek for the usual distance', () => {
    const edge = new LiveEdge();
    edge.follow(at(88, 100));
    edge.follow(at(100, 100, { seeking: true }));
    expect(edge.edge(at(88, 100))).to.equal(88);
  });

  it('believes a player that knows where its edge is', () => {
    const edge = new LiveEdge();
    expect(edge.edge(at(50, 100, { liveEdgeStart: 94 }))).to.equal(94);
    expect(edge.edge(at(50, 100, { liveEdgeStart: Number.NaN }))).to.equal(100);
  });
});

describe('tileAt()', () => {
  const board = { url: '', width: 960, height: 324, tileWidth: 192, tileHeight: 108, interval: 4 };

  it('finds the tile of a time, row by row, and stays at the last one', () => {
    expect([0, 3.9, 4, 20, 1000].map((seconds) => tileAt(board, seconds))).to.deep.equal([
      { x: 0, y: 0 },
      { x: 0, y: 0 },
      { x: 192, y: 0 },
      { x: 0, y: 108 },
      { x: 768, y: 216 },
    ]);
  });

  it('has one tile where the numbers make no sense', () => {
    expect(tileAt({ ...board, interval: 0 }, 50)).to.deep.equal({ x: 0, y: 0 });
  });
});

describe('times and speeds', () => {
  it('writes a time as short as its longest neighbour allows', () => {
    expect([0, 65.9, 3723].map((seconds) => formatTime(seconds))).to.deep.equal(['0:00', '1:05', '1:02:03']);
    expect([formatTime(65, 7200), formatTime(-75), formatTime(Number.NaN)]).to.deep.equal(['0:01:05', '−1:15', '–:––']);
  });

  it('says a time in the words of the language', () => {
    expect([0, 60, 3723].map((seconds) => spokenTime(seconds, 'en'))).to.deep.equal([
      '0 seconds',
      '1 minute',
      '1 hour, 2 minutes, 3 seconds',
    ]);
    expect(spokenTime(65, 'ko')).to.equal('1분 5초');
  });

  it('steps from any speed to the next one, and stays at the ends', () => {
    expect([nextSpeed(1, 1), nextSpeed(1, -1), nextSpeed(1.1, 1), nextSpeed(1.1, -1)]).to.deep.equal([
      1.25, 0.75, 1.25, 1,
    ]);
    expect([nextSpeed(2, 1), nextSpeed(3, 1), nextSpeed(0.5, -1), speedText(1.25, 'en')]).to.deep.equal([
      2,
      3,
      0.5,
      '1.25×',
    ]);
  });
});
