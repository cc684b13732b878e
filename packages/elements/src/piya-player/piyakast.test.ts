import { expect } from '@esm-bundle/chai';
import type { VideoSource } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { CLIP, fragile } from '../test-support/clips.js';
import { nextEvent, record } from '../test-support/events.js';
import { BARELY_ENOUGH, CAST, type FakeInstance, startFakeInstance } from '../test-support/fake-instance.js';
import { aVideo } from '../test-support/fake-piyakast.js';
import './define.js';
import type { PiyaErrorDetail, PiyaSourceChangeDetail } from './events.js';
import type { PiyaPlayer } from './piya-player.js';

describe('<piya-player> at a PIYAKast server', () => {
  const src = `${CAST}/v/a1`;
  let instance: FakeInstance;
  let box: HTMLElement;

  before(async () => {
    instance = await startFakeInstance();
  });

  after(() => instance.stop());

  beforeEach(() => {
    box = document.body.appendChild(document.createElement('div'));
    box.lang = 'en';
    box.style.width = '480px';
  });

  afterEach(() => {
    box.remove();
    instance.fake.faults.clear();
  });

  const tube = (uuid: string): VideoSource => ({
    kind: 'peertube',
    instanceUrl: instance.fake.url,
    uuid,
    embedUrl: '',
  });
  const file = (url: string): VideoSource => ({ kind: 'file', url, type: 'video/mp4' });
  /** Where the server says that the video lives now. */
  const put = (...sources: VideoSource[]) => instance.cast.set('a1', aVideo({ id: 'a1', state: 'published', sources }));
  const make = (properties: Partial<PiyaPlayer> = {}) => {
    const player = Object.assign(document.createElement('piya-player'), { muted: true, src }, properties);
    const changes: PiyaSourceChangeDetail[] = [];
    player.addEventListener('piya-sourcechange', ({ detail }) => changes.push(detail));
    box.append(player);
    return { player, changes };
  };
  const part = (player: PiyaPlayer, name: string) => player.renderRoot.querySelector<HTMLElement>(`[part~="${name}"]`);
  const status = (player: PiyaPlayer) => player.renderRoot.querySelector('[role="status"]')?.textContent?.trim();
  const plays = (player: PiyaPlayer, from = 0.3) => until(`it plays past ${from}`, () => player.currentTime > from);

  it('promise 2: plays the local file of a video that PeerTube does not have yet', async () => {
    put(file(CLIP));
    const { player, changes } = make();
    await player.play();
    await plays(player);
    expect(changes).to.deep.equal([{ kind: 'file', url: CLIP }]);
  });

  it('promise 34: plays the local file while PeerTube is offline, and PeerTube again when it is back', async () => {
    put(tube(await instance.publish()), file(CLIP));
    instance.fake.faults.set({ down: true });
    const { player, changes } = make();
    await player.play();
    await plays(player);
    expect(changes).to.deep.equal([{ kind: 'file', url: CLIP }]);
    instance.fake.faults.clear();
    const later = make();
    await later.player.play();
    expect(later.changes.map(({ kind }) => kind)).to.deep.equal(['hls']);
  });

  it('promise 25: goes on with the local file at the same position when PeerTube dies in mid-play', async () => {
    put(tube(await instance.publish()), file(CLIP));
    instance.fake.faults.set({ bytesPerSecond: BARELY_ENOUGH });
    const { player, changes } = make();
    await player.play();
    await plays(player, 1);
    const events = record(player, ['pause', 'error', 'piya-error']);
    instance.fake.faults.set({ down: true });
    await until('another source', () => changes.length === 2);
    const resumed = player.currentTime;
    await plays(player, resumed + 0.3);
    expect(changes.map(({ kind }) => kind)).to.deep.equal(['hls', 'file']);
    expect([events, resumed > 1, player.paused]).to.deep.equal([[], true, false]);
  });

  it('promise 14: plays on at the same position when the local file is gone because PeerTube has the video now', async () => {
    const source = fragile('clip.mp4', 200_000);
    const uuid = await instance.publish();
    put(file(source.url));
    const { player, changes } = make();
    player.volume = 0.4;
    await player.play();
    await plays(player, 1);
    const events = record(player, ['pause', 'error', 'piya-error']);
    // The server has moved the video to PeerTube, under the same id.
    put(tube(uuid));
    await source.gone();
    await until('another source', () => changes.length === 2);
    const resumed = player.currentTime;
    await plays(player, resumed + 0.3);
    expect(changes.map(({ kind }) => kind)).to.deep.equal(['file', 'hls']);
    expect(resumed).to.be.greaterThan(1);
    expect([events, player.paused, player.volume, player.muted]).to.deep.equal([[], false, 0.4, true]);
  });

  it('promises 35 and 38: says politely that it keeps trying, and plays when the server is back', async () => {
    const source = fragile('clip.mp4', 10_000_000);
    await source.gone();
    put(file(source.url));
    const { player } = make();
    const failed = nextEvent<CustomEvent<PiyaErrorDetail>>(player, 'piya-error');
    const playing = player.play();
    const { detail } = await failed;
    expect([detail.error.code, detail.willRetry]).to.deep.equal(['player/network', true]);
    await until('the status', () => status(player)?.startsWith('The video cannot be reached'));
    expect(player.renderRoot.querySelector('[role="status"]')?.getAttribute('aria-live')).to.equal('polite');
    put(file(CLIP));
    part(player, 'retry-button')?.click();
    await playing;
    await until('the status is empty again', () => status(player) === '');
  });

  it('promise 38: shows what happened and what to do, in the page’s language', async () => {
    box.lang = 'ko';
    const { player } = make({ src: `${CAST}/v/unknown` });
    await nextEvent(player, 'error');
    expect(player.error).to.include({ code: 2 });
    await until('the screen', () => /[가-힣]/.test(part(player, 'error')?.textContent ?? ''));
    expect(part(player, 'retry-button')?.textContent).to.equal('다시 시도');
  });
});
