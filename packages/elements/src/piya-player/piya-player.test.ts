import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import { defineElement } from '../internal/define.js';
import { axeProblems } from '../test-support/axe.js';
import { CLIP, HLS, OTHER_ORIGIN } from '../test-support/clips.js';
import { nextEvent, record } from '../test-support/events.js';
import type { PiyaErrorDetail } from './events.js';
import './define.js';
import { PiyaPlayer } from './piya-player.js';

const POSTER = new URL('/clips/ok/poster.png', location.href).href;

describe('<piya-player>', () => {
  let box: HTMLElement;

  // What a player loads on demand comes here as a file for each module, which a busy machine needs long for.
  before(async function (this: Mocha.Context) {
    this.timeout(60_000);
    await Promise.all([
      import('../playback/machine.js'),
      import('../playback/resolve/given-sources.js'),
      import('../playback/engines/file/file-engine.js'),
      import('../player/details/details.js'),
    ]);
  });

  beforeEach(() => {
    box = document.body.appendChild(document.createElement('div'));
    box.lang = 'en';
    box.style.width = '480px';
  });

  afterEach(() => box.remove());

  /** Muted, as a test has no gesture to give. */
  const make = (properties: Partial<PiyaPlayer> = {}): PiyaPlayer => {
    const player = Object.assign(document.createElement('piya-player'), { muted: true }, properties);
    box.append(player);
    return player;
  };
  const part = (player: PiyaPlayer, name: string) => player.renderRoot.querySelector<HTMLElement>(`[part~="${name}"]`);
  const plays = (player: PiyaPlayer, from = 0.3) => until(`it plays past ${from}`, () => player.currentTime > from);

  it('has the defaults of a media element', async () => {
    const player = box.appendChild(document.createElement('piya-player'));
    await player.updateComplete;
    const { src, poster, autoplay, loop, controls, muted, defaultMuted, playsInline, preload } = player;
    expect({ src, poster, autoplay, loop, controls, muted, defaultMuted, playsInline, preload }).to.deep.equal({
      src: '',
      poster: '',
      autoplay: false,
      loop: false,
      controls: false,
      muted: false,
      defaultMuted: false,
      playsInline: false,
      preload: 'metadata',
    });
    const { paused, ended, seeking, currentTime, duration, volume, playbackRate, readyState, networkState, error } =
      player;
    expect({
      paused,
      ended,
      seeking,
      currentTime,
      volume,
      playbackRate,
      readyState,
      networkState,
      error,
    }).to.deep.equal({
      paused: true,
      ended: false,
      seeking: false,
      currentTime: 0,
      volume: 1,
      playbackRate: 1,
      readyState: 0,
      networkState: 0,
      error: null,
    });
    expect(duration).to.be.NaN;
    expect([player.buffered.length, player.seekable.length, player.currentSrc]).to.deep.equal([0, 0, '']);
  });

  for (const [attribute, property] of [
    ['autoplay', 'autoplay'],
    ['loop', 'loop'],
    ['controls', 'controls'],
    ['muted', 'defaultMuted'],
    ['playsinline', 'playsInline'],
  ] as const) {
    it(`reflects ${property} and the ${attribute} attribute in each other`, async () => {
      const player = make();
      player.setAttribute(attribute, '');
      expect(player[property]).to.equal(true);
      player[property] = false;
      await player.updateComplete;
      expect(player.hasAttribute(attribute)).to.equal(false);
    });
  }

  it('keeps everything that is secret out of the markup', async () => {
    const player = make({ src: CLIP, token: 't0ken-value', videoPassword: 'passw0rd-value' });
    await nextEvent(player, 'loadedmetadata');
    expect(player.outerHTML + player.shadowRoot?.innerHTML).not.to.match(/t0ken-value|passw0rd-value/);
    player.setAttribute('token', 'from-markup');
    player.setAttribute('video-password', 'from-markup');
    expect([player.token, player.videoPassword]).to.deep.equal(['t0ken-value', 'passw0rd-value']);
  });

  it('shows the poster first and loads hls.js and the stream only at play', async () => {
    // The browser keeps 250 entries, and the modules of this page alone are nearly as many.
    performance.clearResourceTimings();
    const player = make({ src: HLS, poster: POSTER });
    await until('the poster', () => player.renderRoot.querySelector('img'));
    await until('the source is known', () => player.state === 'ready');
    const asked = () => performance.getEntriesByType('resource').some(({ name }) => name === HLS);
    expect([asked(), part(player, 'play-button')?.getAttribute('aria-label')]).to.deep.equal([false, 'Play']);
    await player.play();
    expect(asked()).to.equal(true);
  });

  it('plays a file, with the events of a media element in their order', async () => {
    const player = make({ src: CLIP });
    const names = ['loadstart', 'loadedmetadata', 'canplay', 'play', 'playing', 'pause', 'seeking', 'seeked', 'ended'];
    const events = record(player, names);
    await player.play();
    await plays(player);
    player.pause();
    expect(player.paused).to.equal(true);
    player.currentTime = 11.5;
    await nextEvent(player, 'seeked');
    const ended = nextEvent(player, 'ended');
    await player.play();
    await ended;
    expect(events.filter((name) => name !== 'canplay' && name !== 'loadstart')).to.deep.equal([
      'play',
      'loadedmetadata',
      'playing',
      'pause',
      'seeking',
      'seeked',
      'play',
      'playing',
      'pause',
      'ended',
    ]);
    expect([player.paused, player.ended, Math.round(player.duration)]).to.deep.equal([true, true, 12]);
  });

  it('promise 25: fires the same events for HLS as for a file', async () => {
    const log = async (src: string): Promise<string[]> => {
      const player = make({ src, preload: 'none' });
      const events = record(player, [
        'play',
        'loadedmetadata',
        'playing',
        'pause',
        'seeking',
        'seeked',
        'volumechange',
        'ratechange',
        'ended',
      ]);
      await player.play();
      await plays(player);
      player.volume = 0.5;
      await until('the volume', () => events.includes('volumechange'));
      player.playbackRate = 2;
      await until('the rate', () => events.includes('ratechange'));
      player.currentTime = 11;
      await nextEvent(player, 'ended');
      player.remove();
      return events;
    };
    expect(await log(HLS)).to.deep.equal(await log(CLIP));
  });

  it('offers to play again at the end, and does', async () => {
    const player = make({ src: CLIP });
    await player.play();
    player.currentTime = 11.7;
    await nextEvent(player, 'ended');
    await player.updateComplete;
    const button = part(player, 'play-button');
    expect(button?.getAttribute('aria-label')).to.equal('Play again');
    button?.click();
    await until('it begins anew', () => !player.paused && player.currentTime > 0.1 && player.currentTime < 5);
  });

  it('begins again by itself with loop, without ended', async () => {
    const player = make({ src: CLIP, loop: true });
    const events = record(player, ['ended', 'pause']);
    await player.play();
    player.currentTime = 11.6;
    await until('the end comes near', () => player.currentTime > 11.6);
    await until('it begins anew', () => player.currentTime < 5);
    expect(events).to.deep.equal([]);
  });

  it('starts by itself with autoplay', async () => {
    await plays(make({ src: CLIP, autoplay: true }));
  });

  it('rejects play() without a source, and says that an address is nothing to play', async () => {
    const nothing = await make()
      .play()
      .catch((error: unknown) => error);
    expect(nothing).to.have.property('name', 'NotSupportedError');
    const player = make({ src: 'a1' });
    const { detail } = await nextEvent<CustomEvent<PiyaErrorDetail>>(player, 'piya-error');
    expect([detail.error.code, detail.willRetry]).to.deep.equal(['player/no-source', false]);
  });

  it('starts by keyboard on its one button', async () => {
    const player = make({ src: CLIP, controls: true });
    await until('the button', () => part(player, 'play-button'));
    const button = part(player, 'play-button');
    button?.focus();
    expect(player.shadowRoot?.activeElement).to.equal(button);
    expect(button?.tabIndex).to.equal(0);
    // What Enter does to a button.
    button?.click();
    await plays(player);
    await player.updateComplete;
    expect(part(player, 'play-button')).to.equal(null);
    await until('the controls', () => part(player, 'controls'));
    expect(player.renderRoot.querySelector('video')?.controls).to.equal(false);
  });

  it('pauses and plays by a click on the picture where no controls are wanted', async () => {
    const player = make({ src: CLIP });
    await player.play();
    await plays(player);
    const video = player.renderRoot.querySelector('video');
    expect(video?.controls).to.equal(false);
    video?.click();
    expect(player.paused).to.equal(true);
    video?.click();
    await until('it plays', () => !player.paused);
    player.setAttribute('controls', 'native');
    await player.updateComplete;
    expect(video?.controls).to.equal(true);
    video?.click();
    expect(player.paused, 'the browser’s controls take clicks themselves').to.equal(false);
  });

  it('goes on where it was when it is moved in the page', async () => {
    const player = make({ src: CLIP });
    await player.play();
    await plays(player, 0.8);
    const other = document.body.appendChild(document.createElement('div'));
    other.append(player);
    await until('it plays on', () => !player.paused && player.currentTime > 1.2);
    other.remove();
    await until('taken out, it is paused', () => player.paused);
    expect(player.renderRoot.querySelector('video')?.hasAttribute('src')).to.equal(false);
  });

  it('plays PeerTube’s own player when the page asks for it', async () => {
    const player = make({ src: `${OTHER_ORIGIN}/videos/embed/clip`, engine: 'embed' });
    await player.play();
    await plays(player);
    expect(player.renderRoot.querySelector('iframe')?.src).to.contain('/videos/embed/clip?');
    await player.updateComplete;
    expect(part(player, 'play-button')).to.equal(null);
  });

  it('promise 26: fits 320 pixels, obeys hidden, and follows the theme attribute', async () => {
    box.style.width = '320px';
    const player = make({ src: CLIP, poster: POSTER });
    await player.updateComplete;
    expect([player.offsetWidth, player.offsetHeight]).to.deep.equal([320, 180]);
    expect(player.scrollWidth).to.be.at.most(320);
    player.setAttribute('theme', 'dark');
    expect(getComputedStyle(player).colorScheme).to.equal('dark');
    player.hidden = true;
    expect(getComputedStyle(player).display).to.equal('none');
  });

  it('is accessible before play, while it tries, and when it gave up', async () => {
    const player = make({ src: CLIP, poster: POSTER, title: 'A clip' });
    await until('the button', () => part(player, 'play-button'));
    expect(await axeProblems(player)).to.deep.equal([]);
    const failed = make({ src: 'a1' });
    await until('the error', () => part(failed, 'error'));
    expect(await axeProblems(failed)).to.deep.equal([]);
  });

  it('may be defined twice, and warns only when the versions differ', () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warnings.push(words[0]);
    try {
      defineElement('piya-player', PiyaPlayer);
      defineElement('piya-player', class extends PiyaPlayer {});
      expect(warnings).to.deep.equal([]);
      defineElement(
        'piya-player',
        class extends PiyaPlayer {
          static override readonly version: string = '99.0.0';
        },
      );
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(/^<piya-player> is already defined by version .*; version 99\.0\.0 is not used\.$/);
    } finally {
      console.warn = warn;
    }
  });
});
