import { expect } from '@esm-bundle/chai';
import 'media-chrome';
import { CLIP, HLS } from '../test-support/clips.js';
import { until } from '../test-support/until.js';
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
  const told = (name: string, attribute: string) => control(name).getAttribute(attribute);
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
      await until(() => told('play-button', 'mediapaused') !== null, 'the button knows that it is paused');
      control('play-button').click();
      await until(() => player.currentTime > 0.3, 'it plays');
      expect([player.paused, told('play-button', 'mediapaused')]).to.deep.equal([false, null]);
      control('play-button').click();
      await until(() => player.paused, 'it pauses');
      await until(() => told('play-button', 'mediapaused') !== null, 'the button shows it');
      await player.play();
      await until(() => told('play-button', 'mediapaused') === null, "the button follows the page's own call");
    });

    it(`seeks ${name} by the time range, which follows the position`, async () => {
      show(src);
      await until(() => Number(told('time-range', 'mediaduration')) > 11, 'the range knows the duration');
      slide('time-range', 0.5);
      await until(() => Math.abs(player.currentTime - 6) < 0.5, 'the position is in the middle');
      player.currentTime = 9;
      await until(() => Math.abs(Number(told('time-range', 'mediacurrenttime')) - 9) < 0.5, 'the range follows');
      expect(told('time-display', 'aria-description')).to.equal('9 seconds of 12 seconds');
    });
  }

  it('mutes, unmutes and sets the volume, and shows what the page sets', async () => {
    show(CLIP);
    await until(() => told('mute-button', 'mediavolumelevel') === 'off', 'the button knows that it is muted');
    control('mute-button').click();
    await until(() => !player.muted && told('mute-button', 'mediavolumelevel') === 'high', 'there is sound');
    slide('volume-range', 0.4);
    await until(() => Math.abs(player.volume - 0.4) < 0.01, 'the volume is set');
    player.muted = true;
    await until(() => told('mute-button', 'mediavolumelevel') === 'off', 'the button shows the silence');
    player.muted = false;
    player.volume = 0.8;
    await until(() => Number(told('volume-range', 'mediavolume')) === 0.8, 'the range shows the volume');
  });

  it('changes the rate', async () => {
    show(CLIP);
    await until(() => player.readyState > 0, 'the clip is there');
    control('playback-rate-button').click();
    await until(() => player.playbackRate === 2, 'twice as fast');
    player.playbackRate = 1;
    await until(() => told('playback-rate-button', 'mediaplaybackrate') === '1', 'the button shows it');
  });

  it('knows what is buffered, and that it has ended', async () => {
    show(HLS);
    await until(() => /^0:1[12]/.test(told('time-range', 'mediabuffered') ?? ''), 'the buffered range');
    await player.play();
    player.currentTime = 11.6;
    await until(() => control('play-button').hasAttribute('mediaended') || player.ended, 'the end');
    await until(() => told('play-button', 'mediapaused') !== null, 'the button offers to play again');
  });

  it('switches subtitles on and off', async () => {
    show(CLIP);
    await until(() => player.readyState > 0, 'the clip is there');
    const track = Object.assign(document.createElement('track'), { kind: 'subtitles', srclang: 'en', src: VTT });
    player.renderRoot.querySelector('video')?.append(track);
    await until(() => told('captions-button', 'mediasubtitleslist') !== null, 'the button knows the subtitles');
    control('captions-button').click();
    await until(() => player.caption === 'en', 'they are shown');
    control('captions-button').click();
    await until(() => player.caption === null, 'they are hidden');
  });
});
