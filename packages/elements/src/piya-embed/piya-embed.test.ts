import { expect } from '@esm-bundle/chai';
import { watchUrl } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { PlayerError } from '../playback/engines/engine-error.js';
import { axeProblems } from '../test-support/axe.js';
import { OTHER_ORIGIN } from '../test-support/clips.js';
import { nextEvent, record } from '../test-support/events.js';
import { FakeEngine } from '../test-support/fake-engine.js';
import { startFakeInstance } from '../test-support/fake-instance.js';
import './define.js';
import type { PiyaSourceChangeDetail } from './events.js';
import type { PiyaEmbed } from './piya-embed.js';

const CLIP = `${OTHER_ORIGIN}/videos/embed/clip`;

describe('<piya-embed>', () => {
  let box: HTMLElement;

  beforeEach(() => {
    box = document.body.appendChild(document.createElement('div'));
    box.lang = 'en';
    box.style.width = '480px';
  });

  afterEach(() => box.remove());

  const make = (properties: Partial<PiyaEmbed> = {}): PiyaEmbed => {
    const embed = Object.assign(document.createElement('piya-embed'), properties);
    box.append(embed);
    return embed;
  };
  const frameOf = (embed: PiyaEmbed) => embed.renderRoot.querySelector('iframe');
  const ready = (embed: PiyaEmbed) => nextEvent<CustomEvent<PiyaSourceChangeDetail>>(embed, 'piya-sourcechange');

  it("leaves PeerTube's defaults alone", async () => {
    const embed = make({ src: CLIP });
    await ready(embed);
    expect([...new URL(frameOf(embed)?.src ?? '').searchParams.keys()]).to.deep.equal(['api']);
    expect([embed.start, embed.stop, embed.subtitle, embed.p2p, embed.withoutControls]).to.deep.equal([
      undefined,
      undefined,
      '',
      '',
      false,
    ]);
  });

  it('has an attribute for each parameter of the newer player too', async () => {
    box.innerHTML = `<piya-embed src="${CLIP}" player-theme="galaxy" playlist-position="3" mode="web-video"
      big-play-color="#3b4cca" foreground-color="rgb(1 2 3)"></piya-embed>`;
    const embed = box.querySelector('piya-embed') as PiyaEmbed;
    embed.defaultPlaybackRate = 1.5;
    await ready(embed);
    expect(Object.fromEntries(new URL(frameOf(embed)?.src ?? '').searchParams)).to.deep.equal({
      api: '1',
      bigPlayBackgroundColor: '#3b4cca',
      foregroundColor: 'rgb(1 2 3)',
      mode: 'web-video',
      playbackRate: '1.5',
      playerTheme: 'galaxy',
      playlistPosition: '3',
    });
  });

  it('turns its attributes into parameters of the embed', async () => {
    box.innerHTML = `<piya-embed src="${CLIP}" start="4" stop="9" subtitle="ko" p2p="off" loop without-controls without-title
      without-control-bar without-warning-title without-peertube-link></piya-embed>`;
    const embed = box.querySelector('piya-embed') as PiyaEmbed;
    await ready(embed);
    expect(Object.fromEntries(new URL(frameOf(embed)?.src ?? '').searchParams)).to.deep.equal({
      api: '1',
      controlBar: '0',
      controls: '0',
      loop: '1',
      p2p: '0',
      peertubeLink: '0',
      start: '4',
      stop: '9',
      subtitle: 'ko',
      title: '0',
      warningTitle: '0',
    });
  });

  it('promise 24: plays, seeks and pauses as a media element, and tells it', async () => {
    const embed = make({ src: CLIP, title: 'A clip' });
    const change = await ready(embed);
    expect([change.detail.kind, change.bubbles, change.composed]).to.deep.equal(['embed', true, true]);
    expect(frameOf(embed)?.title).to.equal('A clip');
    const events = record(embed, ['play', 'playing', 'pause', 'seeking', 'seeked', 'ratechange']);
    await embed.play();
    await until('it plays', () => embed.currentTime > 0.2);
    embed.playbackRate = 2;
    embed.currentTime = 5;
    await nextEvent(embed, 'seeked');
    embed.pause();
    await until('it stays there', () => embed.currentTime >= 5);
    expect(events).to.deep.equal(['play', 'playing', 'ratechange', 'seeking', 'seeked', 'pause']);
    expect([embed.paused, embed.duration, embed.playbackRate]).to.deep.equal([true, 12, 2]);
  });

  it('loads nothing before play when the page gives a poster', async () => {
    const embed = make({ src: CLIP, poster: new URL('/clips/ok/poster.png', location.href).href });
    await until('the button', () => embed.renderRoot.querySelector('button'));
    expect(frameOf(embed)).to.equal(null);
    embed.renderRoot.querySelector('button')?.click();
    await until('it plays', () => embed.currentTime > 0.1);
  });

  it('promise 25: falls back to HLS and then to the file when the embed does not get ready', async () => {
    const instance = await startFakeInstance();
    try {
      const uuid = await instance.publish();
      const tried: string[] = [];
      const embed = document.createElement('piya-embed');
      embed.createEngine = (source) => {
        const engine = new FakeEngine(source);
        tried.push(source.kind);
        if (source.kind !== 'file') engine.refusal = new PlayerError('player/embed-timeout', 'Not ready.');
        return engine;
      };
      embed.src = watchUrl(instance.fake.url, uuid);
      box.append(embed);
      await embed.play();
      expect(tried).to.deep.equal(['embed', 'hls', 'file']);
    } finally {
      instance.stop();
    }
  });

  it('leaves no frame behind when it is taken out, and opens one again when it comes back', async () => {
    const embed = make({ src: CLIP });
    await ready(embed);
    embed.remove();
    expect(frameOf(embed)).to.equal(null);
    const again = ready(embed);
    box.append(embed);
    await again;
    expect(frameOf(embed)).not.to.equal(null);
  });

  it('is accessible', async () => {
    const embed = make({ src: CLIP, title: 'A clip' });
    await ready(embed);
    expect(await axeProblems(embed)).to.deep.equal([]);
  });
});
