import { describe, expect, it } from 'vitest';
import { type LiveState, nextLiveStates } from './live-state.js';

/** A line of a recorded timeline: state, whether it is a live, playlists, and the states expected. */
type Line = [state: number, isLive: boolean, playlists: number, expected: LiveState[]];

function replay(lines: Line[], saveReplay: boolean, sessionError: number | null = null): void {
  let previous: LiveState | undefined;
  for (const [id, isLive, playlists, expected] of lines) {
    const video = { isLive, state: { id }, streamingPlaylists: Array.from({ length: playlists }) };
    const states = nextLiveStates(previous, { video, saveReplay, sessionError });
    expect(states).toEqual(expected);
    previous = states.at(-1);
  }
}

describe('nextLiveStates() (promise 20), along the timelines of PeerTube 6.3', () => {
  it('follows a normal live with a replay', () => {
    replay(
      [
        [4, true, 0, ['waiting']],
        [4, true, 1, ['waiting']],
        [1, true, 1, ['live']],
        [5, true, 1, ['ended', 'replay-processing']],
        [2, false, 1, ['replay-processing']],
        [1, false, 1, ['replay-ready']],
      ],
      true,
    );
  });

  it('follows a normal live without a replay: the dead playlist means nothing', () => {
    replay(
      [
        [4, true, 1, ['waiting']],
        [1, true, 1, ['live']],
        [5, true, 1, ['ended']],
        [5, true, 0, ['ended']],
      ],
      false,
    );
  });

  it('follows two broadcasts of a permanent live', () => {
    replay(
      [
        [1, true, 1, ['live']],
        [4, true, 1, ['interrupted']],
        [4, true, 1, ['interrupted']],
        [4, true, 0, ['waiting']],
        [4, true, 1, ['waiting']],
        [1, true, 1, ['live']],
      ],
      true,
    );
  });

  it('says error when a broadcast failed and nothing is kept, or when the replay failed', () => {
    replay(
      [
        [1, true, 1, ['live']],
        [5, true, 1, ['error']],
      ],
      false,
      4,
    );
    replay(
      [
        [5, true, 1, ['replay-processing']],
        [7, false, 0, ['error']],
      ],
      true,
    );
    // Made, and lost on its way to the object storage.
    replay(
      [
        [5, true, 1, ['replay-processing']],
        [6, false, 0, ['replay-processing']],
        [8, false, 0, ['error']],
      ],
      true,
    );
  });

  it('keeps its state through states of a newer server', () => {
    replay(
      [
        [1, true, 1, ['live']],
        [99, true, 1, ['live']],
      ],
      false,
    );
  });
});
