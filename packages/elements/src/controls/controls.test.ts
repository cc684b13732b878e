import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import '../piya-player/define.js';
import { axeProblems } from '../test-support/axe.js';
import { showControls } from '../test-support/controlled-player.js';
import { asLive, controlsBox, withChoices } from '../test-support/controls-box.js';

describe('controls', () => {
  const page = controlsBox();

  it('come with the first picture, go with the attribute, and leave nothing behind', async () => {
    const { player, find, has } = await showControls(page.box);
    expect(find('.toggle-play').getAttribute('aria-label')).to.equal('Pause');
    const sheets = player.shadowRoot?.adoptedStyleSheets.length ?? 0;
    player.controls = false;
    await player.updateComplete;
    expect(has('.bar')).to.equal(false);
    expect(player.shadowRoot?.adoptedStyleSheets.length).to.equal(sheets - 2);
  });

  it('lead the focus to the play button after a start by the large button', async () => {
    const { player, engine, find } = await showControls(page.box);
    player.load();
    await until('the large button', () => player.renderRoot.querySelector('[part="play-button"]'));
    expect(engine.isDestroyed).to.equal(true);
    const large = player.renderRoot.querySelector<HTMLElement>('[part="play-button"]');
    large?.focus();
    large?.click();
    await until('the focus', () => page.focused() === find('.toggle-play'));
  });

  it('play and pause by a click on the picture, and fill the screen by none', async () => {
    const { player, find } = await showControls(page.box);
    find('.surface').click();
    expect(player.paused).to.equal(true);
    find('.surface').click();
    await until('it plays', () => !player.paused);
  });

  it('step aside for an error, and their keys with them', async () => {
    const { player, engine, find, press } = await showControls(page.box);
    const place = find('.surface').parentElement;
    engine.fail('player/unsupported');
    await until('the error', () => player.state === 'failed');
    await until('the controls make room', () => place?.hidden);
    expect(find('.bar').getClientRects().length, 'nothing of them is drawn').to.equal(0);
    expect(press('k').defaultPrevented).to.equal(false);
  });

  it('remember volume and speed for the next player, and leave a silence of the page alone', async () => {
    localStorage.setItem('piya-player', '{"volume":1,"rate":1,"caption":"ko"}');
    const first = await showControls(page.box, { properties: { remember: true } });
    await until('the memory', () => first.player.caption === 'ko');
    first.press('ArrowDown');
    first.press('>');
    await until('it is stored', () => localStorage.getItem('piya-player')?.includes('1.25'));
    first.player.remove();
    const second = await showControls(page.box, { properties: { remember: true, defaultMuted: true } });
    await until('the volume', () => second.player.volume === 0.95);
    expect([second.player.playbackRate, second.player.muted]).to.deep.equal([1.25, true]);
    second.player.remove();
    const third = await showControls(page.box);
    expect([third.player.volume, third.player.playbackRate]).to.deep.equal([1, 1]);
  });

  it('leave one exclusive player playing', async () => {
    const properties = { exclusive: true };
    const first = await showControls(page.box, { properties });
    const second = await showControls(page.box, { properties });
    await until('the first one pauses', () => first.player.paused);
    const other = await showControls(page.box);
    await first.player.play();
    await until('the second one pauses', () => second.player.paused);
    expect([first.player.paused, other.player.paused]).to.deep.equal([false, false]);
  });

  it("show title and picture in the system's controls, and take its buttons", async () => {
    const { player } = await showControls(page.box, {
      properties: { title: 'A clip', poster: '/clips/ok/poster.png' },
    });
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
      const { player, press } = await showControls(page.box, { prepare: withChoices, properties });
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
    const { engine, find, has, player } = await showControls(page.box, {
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
    const { player, find, has, settled } = await showControls(page.box, {
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
    const { find, has, settled } = await showControls(page.box, { prepare: () => page.define('remote', remote) });
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
    const { player, find, settled } = await showControls(page.box, {
      prepare: () => page.define('audioTracks', tracks),
    });
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
    const { player } = await showControls(page.box);
    const names = [...player.renderRoot.querySelectorAll('*')].map(({ localName }) => localName);
    expect(names.filter((name) => name.includes('-'))).to.deep.equal([]);
  });

  it("show what has been played in the page's colour, lightened where it is too dark for the picture", async () => {
    const fillOf = async (accent: string) => {
      page.box.style.setProperty('--piya-color-accent', accent);
      const { player, find } = await showControls(page.box);
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
      page.box.style.width = `${width}px`;
      const { player, find, settled } = await showControls(page.box, { prepare: withChoices });
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
      const { player, engine, settled } = await showControls(page.box, {
        prepare,
        properties: { autoplay: true, defaultMuted: true },
      });
      engine.moveTo(20);
      await settled();
      expect(await axeProblems(player)).to.deep.equal([]);
    });
  }
});
