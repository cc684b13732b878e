import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import { CLIP } from '../test-support/clips.js';
import './define.js';
import type { PiyaPlayer } from './piya-player.js';

const VTT = `data:text/vtt,${encodeURIComponent('WEBVTT\n\n00:00.000 --> 00:12.000\nGood morning\n')}`;

/** Promise 25: the members come from the prototypes of the browser that runs this. */
describe('the media interface of <piya-player> (promise 25)', () => {
  let player: PiyaPlayer;

  beforeEach(() => {
    player = document.body.appendChild(document.createElement('piya-player'));
  });

  afterEach(() => player.remove());

  it('has every member that the browser’s <video> has', () => {
    const members = [HTMLVideoElement.prototype, HTMLMediaElement.prototype].flatMap((prototype) =>
      Object.keys(Object.getOwnPropertyDescriptors(prototype)),
    );
    expect(members.filter((name) => !(name in player))).to.deep.equal([]);
    expect([player.HAVE_ENOUGH_DATA, player.textTracks.length, player.buffered.length]).to.deep.equal([4, 0, 0]);
  });

  it('writes no attribute that the page did not write', async () => {
    await player.updateComplete;
    player.muted = true;
    player.volume = 0.5;
    await player.updateComplete;
    expect(player.getAttributeNames()).to.deep.equal([]);
    player.loop = true;
    expect(player.getAttributeNames()).to.deep.equal(['loop']);
  });

  it('refuses numbers that are none, and changes nothing else', () => {
    for (const name of ['currentTime', 'volume', 'playbackRate', 'defaultPlaybackRate'] as const) {
      expect(() => {
        player[name] = Number.NaN;
      }, name).to.throw(TypeError);
    }
    expect([player.currentTime, player.volume, player.playbackRate]).to.deep.equal([0, 1, 1]);
    expect(() => {
      player.volume = 2;
    }).to.throw(DOMException);
  });

  it('begins new media with the default rate', async () => {
    player.defaultPlaybackRate = 1.5;
    player.src = CLIP;
    await player.updateComplete;
    expect(player.playbackRate).to.equal(1.5);
  });

  it('takes a URL as its string, and unloads at null', async () => {
    Object.assign(player, { src: new URL(CLIP), muted: true });
    await player.play();
    expect(player.currentSrc).to.equal(CLIP);
    Object.assign(player, { src: null });
    await player.updateComplete;
    expect([player.hasAttribute('src'), player.currentSrc, player.networkState]).to.deep.equal([false, '', 0]);
  });

  it('plays <source> children and shows <track> children', async () => {
    player.innerHTML = `<source src="/none.xyz" type="video/x-none"><source src="${CLIP}" type="video/mp4">
      <track kind="subtitles" srclang="en" label="English" src="${VTT}">`;
    player.muted = true;
    await player.play();
    expect(player.currentSrc).to.equal(CLIP);
    await until('the track', () => player.textTracks.length === 1);
    expect(player.captions.map(({ label }) => label)).to.deep.equal(['English']);
  });

  it('has width and height as a <video> has them, without a style attribute', async () => {
    Object.assign(player, { width: 320, height: 180 });
    expect([player.offsetWidth, player.offsetHeight, player.hasAttribute('style')]).to.deep.equal([320, 180, false]);
  });
});
