import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import '../piya-player/define.js';
import { timeRanges } from '../playback/engines/time-ranges.js';
import { axeProblems } from '../test-support/axe.js';
import { drag, showControls } from '../test-support/controlled-player.js';
import type { FakeEngine } from '../test-support/fake-engine.js';

const CAPTIONS = [
  { id: 'ko', label: '한국어', active: false },
  { id: 'en', label: 'English', active: false },
];
const QUALITIES = [
  { id: 0, label: '360p', height: 360, active: true },
  { id: 1, label: '720p', height: 720, active: false },
];
const withChoices = (engine: FakeEngine) => {
  engine.captions = CAPTIONS;
  engine.qualities = QUALITIES;
};
const asLive = (engine: FakeEngine) => {
  engine.duration = Number.POSITIVE_INFINITY;
  engine.seekable = timeRanges([0, 100]);
};

describe('controls', () => {
  let box: HTMLElement;

  beforeEach(() => {
    box = document.body.appendChild(document.createElement('div'));
    box.lang = 'en';
    box.style.width = '640px';
    localStorage.clear();
  });

  afterEach(() => {
    box.remove();
    localStorage.clear();
  });

  /** Gives the player a property that this browser, or an engine without media, does not have. */
  const define = (name: string, value: unknown) => {
    const player = box.querySelector('piya-player');
    if (player !== null) Object.defineProperty(player, name, { value, configurable: true });
  };
  const focused = () => box.querySelector('piya-player')?.shadowRoot?.activeElement;

  it('come with the first picture, go with the attribute, and leave nothing behind', async () => {
    const { player, find, has } = await showControls(box);
    expect(find('.toggle-play').getAttribute('aria-label')).to.equal('Pause');
    const sheets = player.shadowRoot?.adoptedStyleSheets.length ?? 0;
    player.controls = false;
    await player.updateComplete;
    expect(has('.bar')).to.equal(false);
    expect(player.shadowRoot?.adoptedStyleSheets.length).to.equal(sheets - 2);
  });

  it('lead the focus to the play button after a start by the large button', async () => {
    const { player, engine, find } = await showControls(box);
    player.load();
    await until('the large button', () => player.renderRoot.querySelector('[part="play-button"]'));
    expect(engine.isDestroyed).to.equal(true);
    const large = player.renderRoot.querySelector<HTMLElement>('[part="play-button"]');
    large?.focus();
    large?.click();
    await until('the focus', () => focused() === find('.toggle-play'));
  });

  it('play and pause by a click on the picture, and fill the screen by none', async () => {
    const { player, find } = await showControls(box);
    find('.surface').click();
    expect(player.paused).to.equal(true);
    find('.surface').click();
    await until('it plays', () => !player.paused);
  });

  describe('keys', () => {
    it('do what viewers know', async () => {
      const { player, press } = await showControls(box, { prepare: withChoices });
      const pressed = (key: string) => expect(press(key).defaultPrevented, key).to.equal(true);
      for (const key of [' ', 'k']) {
        pressed(key);
        expect(player.paused).to.equal(true);
        pressed(key);
        await until('it plays', () => !player.paused);
      }
      player.currentTime = 50;
      const position = (key: string, expected: number) => {
        pressed(key);
        expect(player.currentTime, key).to.be.closeTo(expected, 0.001);
      };
      position('j', 40);
      position('l', 50);
      position('ArrowLeft', 45);
      position('ArrowRight', 50);
      position('3', 30);
      position('End', 100);
      position('ArrowRight', 100);
      position('Home', 0);
      player.pause();
      position('.', 1 / 30);
      position(',', 0);
      pressed('>');
      expect(player.playbackRate).to.equal(1.25);
      pressed('<');
      expect(player.playbackRate).to.equal(1);
      pressed('m');
      expect(player.muted).to.equal(true);
      pressed('m');
      expect(player.muted).to.equal(false);
      pressed('ArrowDown');
      expect(player.volume).to.equal(0.95);
      pressed('ArrowUp');
      expect(player.volume).to.equal(1);
      pressed('c');
      expect(player.caption, 'in the language of the page').to.equal('en');
      pressed('c');
      expect(player.caption).to.equal(null);
    });

    it('say what they did', async () => {
      const { find, press, settled } = await showControls(box, { prepare: withChoices });
      const said = async (key: string) => {
        press(key);
        await settled();
        return find('.feedback').textContent;
      };
      expect([await said('ArrowDown'), await said('>'), await said('l'), await said('c')]).to.deep.equal([
        'Volume 95%',
        '1.25×',
        '+10 s',
        'Captions: English',
      ]);
    });

    it('stay with the page where they are typed, held with Ctrl, or have nothing to do', async () => {
      const { player, press } = await showControls(box);
      const field = player.appendChild(Object.assign(document.createElement('input'), { slot: 'controls-end' }));
      expect(press('k', field).defaultPrevented).to.equal(false);
      expect(press('f', player, { ctrlKey: true }).defaultPrevented).to.equal(false);
      expect(press('c').defaultPrevented, 'no captions').to.equal(false);
      expect(press('.').defaultPrevented, 'no single frames while it plays').to.equal(false);
      expect(player.paused).to.equal(false);
    });
  });

  describe('seek bar', () => {
    const seekBar = 'input[aria-label="Position"]';

    it('says the position in words, with its chapter, in both languages', async () => {
      const { player, engine, find, settled } = await showControls(box);
      Object.defineProperty(player, 'chapters', { value: [{ start: 60, title: 'The sea' }] });
      engine.moveTo(65);
      await settled();
      expect(find(seekBar).getAttribute('aria-valuetext')).to.equal(
        '1 minute, 5 seconds of 1 minute, 40 seconds, The sea',
      );
      expect([find('.time').textContent?.trim(), find('.chapter-title').textContent]).to.deep.equal([
        '1:05 / 1:40',
        'The sea',
      ]);
      engine.moveTo(66);
      box.lang = 'ko';
      await settled();
      expect(find('input[aria-label="재생 위치"]').getAttribute('aria-valuetext')).to.equal(
        '전체 1분 40초 중 1분 6초, The sea',
      );
    });

    for (const pointerType of ['mouse', 'touch'] as const) {
      it(`is dragged by ${pointerType}, and seeks once, where it is let go`, async () => {
        const { player, find, settled } = await showControls(box);
        const seeks: number[] = [];
        player.addEventListener('seeking', () => seeks.push(player.currentTime));
        drag(find('.seek-bar'), [0.1, 0.3, 0.75], pointerType);
        // As at a video, the event follows the change.
        await settled();
        expect(seeks).to.have.length(1);
        expect(player.currentTime).to.be.closeTo(75, 0.5);
      });
    }

    it('shows time, chapter and picture of the place under the pointer', async () => {
      const { player, find, has, settled } = await showControls(box);
      const storyboard = {
        url: '/clips/ok/poster.png',
        width: 960,
        height: 540,
        tileWidth: 192,
        tileHeight: 108,
        interval: 10,
      };
      Object.defineProperty(player, 'chapters', {
        value: [
          { start: 0, title: 'Land' },
          { start: 60, title: 'The sea' },
        ],
      });
      Object.defineProperty(player, 'storyboard', { value: storyboard });
      const bar = find('.seek-bar');
      const { left, width, top } = bar.getBoundingClientRect();
      const at = { clientX: left + 0.7 * width, clientY: top + 2, pointerType: 'mouse', bubbles: true, composed: true };
      bar.dispatchEvent(new PointerEvent('pointermove', at));
      await settled();
      expect(find('.preview').textContent?.replace(/\s+/g, ' ').trim()).to.equal('The sea 1:10');
      const picture = find<HTMLImageElement>('.tile img');
      expect([picture.getAttribute('src'), picture.style.translate]).to.deep.equal([storyboard.url, '-384px -108px']);
      bar.dispatchEvent(new PointerEvent('pointerleave', at));
      await settled();
      expect(has('.preview')).to.equal(false);
    });

    it('has the chapters of a track where the server gives none, and speaks of the place that is dragged to', async () => {
      const { player, find, settled } = await showControls(box);
      const track = player.renderRoot.querySelector('video')?.addTextTrack('chapters');
      track?.addCue(new VTTCue(0, 60, 'Land'));
      track?.addCue(new VTTCue(60, 100, 'The sea'));
      const bar = find('.seek-bar');
      const { left, width, top } = bar.getBoundingClientRect();
      const at = { clientX: left + 0.7 * width, clientY: top + 2, pointerId: 1, bubbles: true, composed: true };
      bar.dispatchEvent(new PointerEvent('pointerdown', at));
      await settled();
      expect([find('.time').textContent?.trim(), find('.chapter-title').textContent]).to.deep.equal([
        '1:10 / 1:40',
        'The sea',
      ]);
      bar.dispatchEvent(new PointerEvent('pointercancel', at));
      await settled();
      expect([player.currentTime, find('.chapter-title').textContent]).to.deep.equal([0, 'Land']);
    });

    it('moves by the arrow keys in both directions, and leaves the other keys to the player', async () => {
      const { player, find, press } = await showControls(box);
      const range = find(seekBar);
      player.currentTime = 50;
      await until('the bar follows', () => (range as HTMLInputElement).value === '50');
      press('ArrowUp', range);
      expect([player.currentTime, player.volume]).to.deep.equal([55, 1]);
      press('m', range);
      expect(player.muted).to.equal(true);
    });
  });

  describe('volume', () => {
    it('is set by its slider, by keys and by dragging, and nought is silence', async () => {
      const { player, find, press, settled } = await showControls(box);
      const range = find('input[aria-label="Volume"]');
      expect(range.getAttribute('aria-valuetext')).to.equal('100 percent');
      press('ArrowLeft', range);
      expect(player.volume).to.equal(0.95);
      await settled();
      press('Home', range);
      expect([player.volume, player.muted]).to.deep.equal([0, true]);
      await settled();
      find('.mute').click();
      expect([player.volume, player.muted]).to.deep.equal([0.5, false]);
      find('.volume').dispatchEvent(new FocusEvent('focusin'));
      find('input[aria-label="Volume"]').focus();
      await until('the slider is open', () => find('.volume-bar').getBoundingClientRect().width > 60);
      drag(find('.volume-bar'), [0.2, 0.4]);
      expect(player.volume).to.be.closeTo(0.4, 0.02);
    });

    it('offers sound after a start without it', async () => {
      const { player, find, has, settled } = await showControls(box, {
        properties: { autoplay: true, defaultMuted: true },
      });
      find('.unmute').click();
      await settled();
      expect([player.muted, player.volume, has('.unmute')]).to.deep.equal([false, 1, false]);
    });
  });

  describe('touch', () => {
    const tap = (surface: HTMLElement, part: number) => drag(surface, [part], 'touch');

    it('shows and hides by a tap, and plays on', async () => {
      const { player, find, settled } = await showControls(box);
      const place = find('.surface').parentElement;
      expect(place?.hasAttribute('data-shown')).to.equal(true);
      tap(find('.surface'), 0.5);
      await settled();
      expect([place?.hasAttribute('data-shown'), player.paused]).to.deep.equal([false, false]);
      tap(find('.surface'), 0.5);
      await settled();
      expect(place?.hasAttribute('data-shown')).to.equal(true);
    });

    it('seeks by a double tap on a side', async () => {
      const { player, find } = await showControls(box);
      player.currentTime = 50;
      tap(find('.surface'), 0.9);
      tap(find('.surface'), 0.9);
      expect(player.currentTime).to.equal(60);
    });

    it('speeds up while a finger rests', async () => {
      const { player, find } = await showControls(box);
      player.playbackRate = 1.25;
      const touch = { bubbles: true, composed: true, pointerId: 1, isPrimary: true, pointerType: 'touch' };
      find('.surface').dispatchEvent(new PointerEvent('pointerdown', touch));
      await until('twice as fast', () => player.playbackRate === 2);
      find('.surface').dispatchEvent(new PointerEvent('pointerup', touch));
      expect(player.playbackRate).to.equal(1.25);
    });
  });

  describe('settings', () => {
    const labels = (root: ParentNode) =>
      [...root.querySelectorAll('.item')].map((item) => (item.textContent ?? '').replace(/\s+/g, ' ').trim());

    it('are chosen by keyboard alone, and the focus is never lost', async () => {
      const { player, find, press, has, settled } = await showControls(box, { prepare: withChoices });
      find('.settings').focus();
      find('.settings').click();
      await settled();
      expect(labels(player.renderRoot)).to.deep.equal(['Quality Auto (360p)', 'Captions Off', 'Speed Normal']);
      const key = async (name: string) => {
        press(name, focused() as HTMLElement);
        await settled();
        return focused()?.textContent?.replace(/\s+/g, ' ').trim();
      };
      expect(await key('ArrowDown')).to.equal('Captions Off');
      expect(await key('ArrowUp')).to.equal('Quality Auto (360p)');
      expect(await key('ArrowRight')).to.equal('Auto');
      expect(await key('ArrowDown')).to.equal('720p');
      expect(await key('ArrowLeft'), 'back on the line that led there').to.equal('Quality Auto (360p)');
      await key('ArrowRight');
      await key('ArrowDown');
      (focused() as HTMLElement).click();
      await settled();
      expect([player.quality, has('.menu'), focused() === find('.settings')]).to.deep.equal([1, false, true]);
      find('.settings').click();
      await settled();
      await key('Escape');
      expect([has('.menu'), focused() === find('.settings'), player.paused]).to.deep.equal([false, true, false]);
    });

    it('close by a press elsewhere, which does nothing else', async () => {
      const { player, find, has, settled } = await showControls(box);
      find('.settings').click();
      await settled();
      drag(find('.surface'), [0.5]);
      find('.surface').click();
      await settled();
      expect([has('.menu'), player.paused]).to.deep.equal([false, false]);
    });

    it('change how captions look, and remember it', async () => {
      const { player, find, settled } = await showControls(box, {
        prepare: withChoices,
        properties: { remember: true },
      });
      const choose = async (...path: string[]) => {
        find('.settings').click();
        for (const label of path) {
          await settled();
          const item = [...player.renderRoot.querySelectorAll<HTMLElement>('.item')].find(({ textContent }) =>
            textContent?.includes(label),
          );
          item?.click();
        }
        await settled();
      };
      await choose('Captions', 'Caption appearance', 'Text size', '150%');
      await choose('Captions', 'Caption appearance', 'Background', 'Solid');
      await choose('Captions', '한국어');
      const css = [...(player.shadowRoot?.adoptedStyleSheets ?? [])].flatMap(({ cssRules }) => [...cssRules]);
      const cue = css.find(({ cssText }) => cssText.includes('::cue'))?.cssText;
      expect(cue).to.include('font-size: 150%').and.to.include('rgb(8, 8, 12)');
      expect(JSON.parse(localStorage.getItem('piya-player') ?? '{}')).to.deep.include({
        caption: 'ko',
        captionStyle: { size: 150, background: 'full' },
      });
    });
  });

  describe('a live', () => {
    it('has a badge that greys when it is behind, and leads back', async () => {
      const { player, engine, find, has, settled } = await showControls(box, { prepare: asLive });
      engine.moveTo(90);
      await settled();
      const badge = find('.live');
      expect([badge.getAttribute('aria-label'), badge.hasAttribute('data-behind'), has('.time')]).to.deep.equal([
        'Live',
        false,
        false,
      ]);
      player.pause();
      engine.seekable = timeRanges([10, 112]);
      engine.fire('progress');
      await settled();
      expect([badge.getAttribute('aria-label'), badge.hasAttribute('data-behind')]).to.deep.equal([
        'Back to live',
        true,
      ]);
      expect(find('input[aria-label="Position"]').getAttribute('aria-valuetext')).to.equal('12 seconds behind live');
      badge.click();
      await settled();
      expect([player.currentTime, player.paused, badge.hasAttribute('data-behind')]).to.deep.equal([102, false, false]);
    });

    it('has no seek bar where its window is no use', async () => {
      const { has, settled, engine } = await showControls(box, {
        prepare: (fake) => {
          asLive(fake);
          fake.seekable = timeRanges([0, 16]);
        },
      });
      engine.moveTo(8);
      await settled();
      expect([has('.seek-bar'), has('.live')]).to.deep.equal([false, true]);
    });
  });

  it('step aside for an error, and their keys with them', async () => {
    const { player, engine, find, press } = await showControls(box);
    const place = find('.surface').parentElement;
    engine.fail('player/unsupported');
    await until('the error', () => player.state === 'failed');
    await until('the controls make room', () => place?.hidden);
    expect(find('.bar').getClientRects().length, 'nothing of them is drawn').to.equal(0);
    expect(press('k').defaultPrevented).to.equal(false);
  });

  it('remember volume and speed for the next player, and leave a silence of the page alone', async () => {
    localStorage.setItem('piya-player', '{"volume":1,"rate":1,"caption":"ko"}');
    const first = await showControls(box, { properties: { remember: true } });
    await until('the memory', () => first.player.caption === 'ko');
    first.press('ArrowDown');
    first.press('>');
    await until('it is stored', () => localStorage.getItem('piya-player')?.includes('1.25'));
    first.player.remove();
    const second = await showControls(box, { properties: { remember: true, defaultMuted: true } });
    await until('the volume', () => second.player.volume === 0.95);
    expect([second.player.playbackRate, second.player.muted]).to.deep.equal([1.25, true]);
    second.player.remove();
    const third = await showControls(box);
    expect([third.player.volume, third.player.playbackRate]).to.deep.equal([1, 1]);
  });

  it('leave one exclusive player playing', async () => {
    const properties = { exclusive: true };
    const first = await showControls(box, { properties });
    const second = await showControls(box, { properties });
    await until('the first one pauses', () => first.player.paused);
    const other = await showControls(box);
    await first.player.play();
    await until('the second one pauses', () => second.player.paused);
    expect([first.player.paused, other.player.paused]).to.deep.equal([false, false]);
  });

  it("show title and picture in the system's controls, and take its buttons", async () => {
    const { player } = await showControls(box, { properties: { title: 'A clip', poster: '/clips/ok/poster.png' } });
    const { metadata } = navigator.mediaSession;
    expect([metadata?.title, metadata?.artwork[0]?.src]).to.deep.equal([
      'A clip',
      new URL('/clips/ok/poster.png', location.href).href,
    ]);
    player.remove();
    await until('the session is free', () => navigator.mediaSession.metadata === null);
  });

  it('promise 33: have the same bar, keys and labels on a file, on HLS, and over the own player of PeerTube', async () => {
    const seen = [];
    for (const properties of [
      { src: 'https://media.example/clip.mp4' },
      { src: 'https://media.example/master.m3u8' },
      { src: 'https://tube.example/w/gRjscAKWouefiE5Tmt8MeC', engine: 'embed' as const },
    ]) {
      const { player, press } = await showControls(box, { prepare: withChoices, properties });
      const nodes = [...player.renderRoot.querySelectorAll('.bar button, .bar input')];
      const labels = nodes.map((node) => node.getAttribute('aria-label'));
      const keys = [' ', 'k', 'm', 'f', 'c', 'j', 'l', '5', 'Home', 'End', '<', '>', 'ArrowUp', 'ArrowLeft'];
      seen.push({ kind: player.sourceKind, labels, taken: keys.filter((key) => press(key).defaultPrevented) });
      player.remove();
    }
    const [file, hls, embed] = seen;
    expect([file?.kind, hls?.kind, embed?.kind]).to.deep.equal(['file', 'hls', 'embed']);
    expect(hls).to.deep.equal({ ...file, kind: 'hls' });
    const labels = file?.labels.filter((label) => label !== 'Picture in picture');
    expect(embed).to.deep.equal({ ...file, kind: 'embed', labels });
    expect([file?.taken.length, labels?.length]).to.deep.equal([14, 7]);
  });

  it("lie over PeerTube's own player with what can work there, and ask it to leave its bar out", async () => {
    const { engine, find, has, player } = await showControls(box, {
      prepare: withChoices,
      properties: { src: 'https://tube.example/w/gRjscAKWouefiE5Tmt8MeC', engine: 'embed' },
    });
    expect(new URL(engine.source.url).searchParams.get('controlBar')).to.equal('0');
    expect([has('.pip'), has('.fullscreen'), has('.captions'), has('.seek-bar')]).to.deep.equal([
      false,
      true,
      true,
      true,
    ]);
    find('.surface').click();
    expect([player.paused, engine.paused]).to.deep.equal([true, true]);
  });

  it('play the next video where the page has one, and leave out what it does not want', async () => {
    let played = 0;
    const { player, find, has, settled } = await showControls(box, {
      properties: {
        playNext: () => {
          played += 1;
        },
      },
    });
    find('.next').click();
    expect(played).to.equal(1);
    player.setAttribute('controlslist', 'nofullscreen noplaybackrate');
    player.playNext = undefined;
    player.pause();
    await settled();
    expect([has('.next'), has('.fullscreen'), has('.settings')]).to.deep.equal([false, false, false]);
  });

  it('offer other devices where the browser has some, and ask for one', async () => {
    let asked = 0;
    let report: RemotePlaybackAvailabilityCallback = () => undefined;
    const remote = Object.assign(new EventTarget(), {
      state: 'disconnected',
      watchAvailability: async (callback: RemotePlaybackAvailabilityCallback) => {
        report = callback;
        return 1;
      },
      cancelWatchAvailability: async () => undefined,
      prompt: async () => {
        asked += 1;
      },
    });
    const { find, has, settled } = await showControls(box, { prepare: () => define('remote', remote) });
    expect(has('.remote')).to.equal(false);
    report(true);
    await settled();
    find('.remote').click();
    expect(asked).to.equal(1);
    remote.state = 'connected';
    remote.dispatchEvent(new Event('connect'));
    await settled();
    expect(find('.remote').getAttribute('aria-pressed')).to.equal('true');
  });

  it('choose one of several audio tracks', async () => {
    const tracks = [
      { id: 'a', label: '', language: 'ko', enabled: true },
      { id: 'b', label: 'Commentary', language: 'en', enabled: false },
    ];
    const { player, find, settled } = await showControls(box, { prepare: () => define('audioTracks', tracks) });
    const items = () => [...player.renderRoot.querySelectorAll<HTMLElement>('.item')];
    find('.settings').click();
    await settled();
    items()
      .find(({ textContent }) => textContent?.includes('Audio track'))
      ?.click();
    await settled();
    expect(items().map((item) => item.ariaChecked)).to.deep.equal([null, 'true', 'false']);
    items()[2]?.click();
    expect(tracks.map(({ enabled }) => enabled)).to.deep.equal([false, true]);
  });

  it('register no element, so that two versions share a page', async () => {
    const { player } = await showControls(box);
    const names = [...player.renderRoot.querySelectorAll('*')].map(({ localName }) => localName);
    expect(names.filter((name) => name.includes('-'))).to.deep.equal([]);
  });

  it("show what has been played in the page's colour, lightened where it is too dark for the picture", async () => {
    const fillOf = async (accent: string) => {
      box.style.setProperty('--piya-color-accent', accent);
      const { player, find } = await showControls(box);
      const canvas = document.createElement('canvas').getContext('2d');
      if (canvas === null) throw new Error('There is no canvas.');
      canvas.fillStyle = getComputedStyle(find('.fill')).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      player.remove();
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    expect(await fillOf('#ff9e80')).to.deep.equal([255, 158, 128, 255]);
    const [red = 0, green = 0, blue = 0, alpha] = await fillOf('#1a237e');
    expect([blue > 200, red > 100, green > 100, alpha]).to.deep.equal([true, true, true, 255]);
  });

  for (const [state, width, open] of [
    ['paused', 640, []],
    ['paused', 320, []],
    ['paused', 240, []],
    ['with the settings open', 640, ['.settings']],
    ['with the settings open', 320, ['.settings']],
  ] as const) {
    it(`are accessible and nothing sticks out, ${state}, at ${width} px`, async () => {
      box.style.width = `${width}px`;
      const { player, find, settled } = await showControls(box, { prepare: withChoices });
      player.pause();
      for (const selector of open) find(selector).click();
      await settled();
      expect(await axeProblems(player)).to.deep.equal([]);
      const edges = player.getBoundingClientRect();
      for (const node of player.renderRoot.querySelectorAll<HTMLElement>('.bar .button, .time, .item')) {
        if (node.offsetParent === null) continue;
        const { left, right, width: own } = node.getBoundingClientRect();
        expect([left >= edges.left, right <= edges.right + 0.5, own >= 24], node.className).to.deep.equal([
          true,
          true,
          true,
        ]);
      }
    });
  }

  for (const [state, prepare] of [
    ['a live behind', asLive],
    ['a start without sound', withChoices],
  ] as const) {
    it(`are accessible in ${state}`, async () => {
      const { player, engine, settled } = await showControls(box, {
        prepare,
        properties: { autoplay: true, defaultMuted: true },
      });
      engine.moveTo(20);
      await settled();
      expect(await axeProblems(player)).to.deep.equal([]);
    });
  }
});
