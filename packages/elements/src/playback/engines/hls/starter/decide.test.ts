import { expect } from '@esm-bundle/chai';
import { decide, initialStart, type StartEvent, type StartState } from './decide.js';

/** The states after each event, as `phase/engine`, and what was done on the way. */
function run(...events: StartEvent[]): string[] {
  let state: StartState = initialStart;
  return events.map((event) => {
    const step = decide(state, event);
    state = step.state;
    return `${state.phase}/${state.engine} ${step.commands.join(' ')}`.trim();
  });
}

const CASES: readonly (readonly [string, readonly StartEvent[], readonly string[]])[] = [
  [
    'asks for the engine after the first segment, and hands over when it is there',
    ['opened', 'segment-whole', 'engine-here', 'handed-over'],
    ['filling/none', 'waiting/loading load-engine', 'handing-over/here hand-over', 'engine/here'],
  ],
  [
    'steps aside for a stream that it does not play',
    ['failed', 'engine-here'],
    ['plain/loading stop load-engine', 'plain/here play-plain'],
  ],
  [
    'fetches another segment when the engine takes long, and hands over after it',
    ['opened', 'segment-whole', 'runs-low', 'engine-here', 'segment-whole'],
    [
      'filling/none',
      'waiting/loading load-engine',
      'filling/loading fill',
      'filling/here',
      'handing-over/here hand-over',
    ],
  ],
  [
    'follows the viewer, and asks for the engine once',
    ['opened', 'sought', 'segment-whole', 'sought', 'segment-whole'],
    ['filling/none', 'filling/none aim', 'waiting/loading load-engine', 'filling/loading aim', 'waiting/loading'],
  ],
  [
    'lets the engine begin anew when it refuses the media',
    ['opened', 'segment-whole', 'engine-here', 'refused'],
    ['filling/none', 'waiting/loading load-engine', 'handing-over/here hand-over', 'plain/here stop play-plain'],
  ],
  [
    'plays on without an engine',
    ['opened', 'segment-whole', 'engine-missing', 'runs-low', 'segment-whole'],
    ['filling/none', 'waiting/loading load-engine', 'waiting/missing', 'filling/missing fill', 'waiting/missing'],
  ],
  [
    'gives up when there is neither',
    ['opened', 'segment-whole', 'engine-missing', 'failed'],
    ['filling/none', 'waiting/loading load-engine', 'waiting/missing', 'plain/missing stop give-up'],
  ],
  [
    'gives up when it stepped aside and the engine does not come',
    ['failed', 'engine-missing'],
    ['plain/loading stop load-engine', 'plain/missing give-up'],
  ],
  [
    'does nothing more after the hand-over',
    ['opened', 'segment-whole', 'engine-here', 'handed-over', 'sought', 'failed'],
    [
      'filling/none',
      'waiting/loading load-engine',
      'handing-over/here hand-over',
      'engine/here',
      'engine/here',
      'engine/here',
    ],
  ],
];

describe('decide() of a start', () => {
  for (const [what, events, steps] of CASES) {
    it(what, () => expect(run(...events)).to.deep.equal(steps));
  }
});
