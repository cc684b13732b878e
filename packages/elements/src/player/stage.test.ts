import { expect } from '@esm-bundle/chai';
import { createPicture } from './picture.js';
import type { PlayerView } from './player-view.js';
import { Stage } from './stage.js';

const view = (more: Partial<PlayerView> = {}): PlayerView => ({
  label: 'Video player',
  title: undefined,
  state: 'ready',
  engine: undefined,
  poster: undefined,
  isFresh: true,
  isEnded: false,
  isWaiting: false,
  isLive: false,
  error: undefined,
  playLabel: 'Play',
  ...more,
});

describe('Stage', () => {
  it('keeps a poster that comes later below the large button', () => {
    const stage = new Stage(createPicture(document.createElement('div')), () => undefined);
    document.body.append(stage.element);
    stage.show(view(), undefined);
    stage.show(
      view({ poster: 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' }),
      undefined,
    );
    const [poster, button] = ['img', 'button'].map((name) => stage.element.querySelector(name));
    expect(poster?.compareDocumentPosition(button as Node)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    stage.element.remove();
  });
});
