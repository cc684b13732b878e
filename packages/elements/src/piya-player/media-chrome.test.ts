import { expect } from '@esm-bundle/chai';
import 'media-chrome';
import { until } from '@piyakast/testing/kit';
import { CLIP, HLS } from '../test-support/clips.js';

import './define.js';
import type { PiyaPlayer } from './piya-player.js';

const VTT = `data:text/vtt,${encodeURIComponent('WEBVTT\n\n00:00.000 --> 00:12.000\nGood morning\n')}`;

describe('<piya-player> in media-chrome', () => {
  let box: HTMLElement;
  let player: PiyaPlayer;

  beforeEach(() => {
    box = document.body.appendChild(document.createElement('div'));
    box.style.width = '640px';
  });

  afterEach(() => box.remove());

  const show = (src: string) => {
    box.innerHTML = `<media-controller>
      <piya-player slot="media" src="${src}" muted preload="auto"></piya-player>
      <media-control-bar>
        <media-play-button></media-play-button>
        <media-mute-button></media-mute-button>
        <media-volume-range></media-volume-range>
        <media-time-range></media-time-range>
        <media-time-display showduration></media-time-display>
        <media-playback-rate-button rates="1 2"></media-playback-rate-button>
        <media-captions-button></media-captions-button>
      </media-control-bar>
    </media-controller>`;
    player = box.querySelector('piya-player') as PiyaPlayer;
  };
  const control = (name: string) => box.querySelector(`media-${name}`) as HTMLElement;
  const shown = (name: string, attribute: string) => control(name).getAttribute(attribute);
  /** Moves the slider of a control to a part of its length, as a hand does. */
  const slide = (name: string, part: number) => {
    const range = control(name).shadowRoot?.querySelector('input');
    if (!range) throw new Error(`media-${name} has no slider.`);
    range.value = String(Number(range.min) + part * (Number(range.max) - Number(range.min)));
    range.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  };

  for (const [name, src] of [
    ['a file', CLIP],
    ['HLS', HLS],
  ] as const) {
    it(`plays and pauses ${name} by the play button, which follows the player too`, async () => {
      show(src);
      await until('the button knows that it is paused', () => shown('play-button', 'mediapaused') !== null);
      control('play-button').click();
      await until('it plays', () => player.currentTime > 0.3);
      expect([player.paused, shown('play-button', 'mediapaused')]).to.deep.equal([false, null]);
      control('play-button').click();
      await until('it pauses', () => player.paused);
      await until('the button shows it', () => shown('play-button', 'mediapaused') !== null);
      await player.play();
      await until("the button follows the page's own call", () => shown('play-button', 'mediapaused') === null);
    });

    it(`seeks ${name} by the time range, which follows the position`, async () => {
      show(src);
      await until('the range knows the duration', () => Number(shown('time-range', 'mediaduration')) > 11);
      slide('time-range', 0.5);
      await until('the position is in the middle', () => Math.abs(player.currentTime - 6) < 0.5);
      player.currentTime = 9;
      await until('the range follows', () => Math.abs(Number(shown('time-range', 'mediacurrenttime')) - 9) < 0.5);
      expect(shown('time-display', 'aria-description')).to.equal('9 seconds of 12 seconds');
    });
  }

  it('mutes, unmutes and sets the volume, and shows what the page sets', async () => {
    show(CLIP);
    await until('the button knows that it is muted', () => shown('mute-button', 'mediavolumelevel') === 'off');
    control('mute-button').click();
    await until('there is sound', () => !player.muted && shown('mute-button', 'mediavolumelevel') === 'high');
    slide('volume-range', 0.4);
    await until('the volume is set', () => Math.abs(player.volume - 0.4) < 0.01);
    player.muted = true;
    await until('the button shows the silence', () => shown('mute-button', 'mediavolumelevel') === 'off');
    player.muted = false;
    player.volume = 0.8;
    await until('the range shows the volume', () => Number(shown('volume-range', 'mediavolume')) === 0.8);
  });

  it('changes the rate', async () => {
    show(CLIP);
    await until('the clip is there', () => player.readyState > 0);
    control('playback-rate-button').click();
    await until('twice as fast', () => player.playbackRate === 2);
    player.playbackRate = 1;
    await until('the button shows it', () => shown('playback-rate-button', 'mediaplaybackrate') === '1');
  });

  it('knows what is buffered, and that it has ended', async () => {
    show(HLS);
    await until('the buffered range', () => /^0:1[12]/.test(shown('time-range', 'mediabuffered') ?? ''));
    await player.play();
    player.currentTime = 11.6;
    await until('the end', () => control('play-button').hasAttribute('mediaended') || player.ended);
    await until('the button offers to play again', () => shown('play-button', 'mediapaused') !== null);
  });

  it('switches subtitles on and off', async () => {
    show(CLIP);
    await until('the clip is there', () => player.readyState > 0);
    const track = Object.assign(document.createElement('track'), { kind: 'subtitles', srclang: 'en', src: VTT });
    player.renderRoot.querySelector('video')?.append(track);
    await until('the button knows the subtitles', () => shown('captions-button', 'mediasubtitleslist') !== null);
    control('captions-button').click();
    await until('they are shown', () => player.caption === 'en');
    control('captions-button').click();
    await until('they are hidden', () => player.caption === null);
  });
});
