import { expect } from '@esm-bundle/chai';
import { until } from '@piyakast/testing/kit';
import { OTHER_ORIGIN } from '../../../test-support/clips.js';
import { record } from '../../../test-support/events.js';
import { EmbedEngine } from './embed-engine.js';
import { EMBED_ALLOW, EMBED_SANDBOX } from './embed-frame.js';

const options = (startTime = 0) => ({
  startTime,
  preload: 'auto' as const,
  hasAlternative: false,
  signal: new AbortController().signal,
});

describe('EmbedEngine', () => {
  let container: HTMLElement;
  let engine: EmbedEngine | undefined;
  let asked: { url?: string; method?: string; params?: unknown }[];
  const onMessage = ({ data }: MessageEvent) => {
    if (data?.piyaTest) asked.push(data.piyaTest);
  };

  beforeEach(() => {
    asked = [];
    container = document.body.appendChild(document.createElement('div'));
    addEventListener('message', onMessage);
  });

  afterEach(() => {
    engine?.destroy();
    container.remove();
    removeEventListener('message', onMessage);
  });

  const make = (id: string, extra = {}) => {
    const source = { kind: 'embed' as const, url: `${OTHER_ORIGIN}/videos/embed/${id}`, ...extra };
    engine = new EmbedEngine(container, source, { title: 'A clip', readyTimeoutMs: 3000 });
    return engine;
  };

  it('promise 24: plays, seeks, and mirrors what the embed tells', async () => {
    const embed = make('clip');
    await embed.load(options());
    const events = record(embed, ['play', 'playing', 'pause', 'seeking', 'seeked', 'ended']);
    await embed.play();
    expect([embed.paused, events]).to.deep.equal([false, ['play', 'playing']]);
    await until('the position moves', () => embed.currentTime > 0.2);
    expect(embed.duration).to.equal(12);
    embed.currentTime = 8;
    expect(embed.currentTime).to.equal(8);
    await until('the seek is done', () => events.includes('seeked'));
    embed.playbackRate = 2;
    embed.currentTime = 11.5;
    await until('the end', () => embed.ended);
    expect(events).to.deep.equal(['play', 'playing', 'seeking', 'seeked', 'seeking', 'seeked', 'pause', 'ended']);
  });

  it('gives the iframe a name, its permissions and its sandbox, and nothing else', async () => {
    await make('clip').load(options());
    const frame = container.querySelector('iframe');
    expect(frame?.title).to.equal('A clip');
    expect(frame?.allow).to.equal('autoplay; fullscreen; picture-in-picture');
    expect(EMBED_ALLOW).to.equal(frame?.allow);
    expect(frame?.getAttribute('sandbox')).to.equal('allow-same-origin allow-scripts allow-popups allow-forms');
    expect(EMBED_SANDBOX).to.equal(frame?.getAttribute('sandbox'));
  });

  it('asks for the API and the start time in whole seconds', async () => {
    await make('clip').load(options(5.7));
    const { searchParams } = new URL(asked.find(({ url }) => url !== undefined)?.url ?? '');
    expect([searchParams.get('api'), searchParams.get('start')]).to.deep.equal(['1', '5']);
    expect(engine?.currentTime).to.be.within(5, 6);
  });

  it('stops waiting for an embed that never gets ready', async () => {
    const error = await make('silent')
      .load(options())
      .catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'player/embed-timeout');
  });

  it('keeps the volume while it is muted', async () => {
    const embed = make('clip');
    await embed.load(options());
    embed.volume = 0.5;
    embed.muted = true;
    await until('silence is asked for', () =>
      asked.some(({ method, params }) => method === 'setVolume' && params === 0),
    );
    expect([embed.volume, embed.muted]).to.deep.equal([0.5, true]);
    asked = [];
    embed.muted = false;
    await until('the volume is back', () =>
      asked.some(({ method, params }) => method === 'setVolume' && params === 0.5),
    );
  });

  it('opens a frame that began muted anew when sound is wanted, and plays on', async () => {
    engine = new EmbedEngine(
      container,
      { kind: 'embed', url: `${OTHER_ORIGIN}/videos/embed/clip?muted=1` },
      { title: 'A clip' },
    );
    const embed = engine;
    await embed.load(options(4));
    expect(embed.muted).to.equal(true);
    await embed.play();
    await until('it plays', () => embed.currentTime > 5);
    const events = record(embed, ['play', 'pause', 'seeking', 'volumechange']);
    asked = [];
    embed.muted = false;
    await until('a frame with sound', () => asked.some(({ url }) => url?.includes('muted=0')));
    await until('it plays on', () => asked.some(({ method }) => method === 'play'));
    expect(new URL(asked[0]?.url ?? '').searchParams.get('start')).to.equal('5');
    expect([container.childElementCount, embed.paused, events]).to.deep.equal([1, false, ['volumechange']]);
  });

  it('knows qualities and captions, and chooses among them', async () => {
    const embed = make('clip');
    await embed.load(options());
    await until('the lists arrive', () => embed.qualities.length > 0 && embed.captions.length > 0);
    expect(embed.qualities).to.deep.equal([{ id: 360, label: '360p', height: 360, active: false }]);
    embed.quality = 360;
    embed.caption = 'ko';
    await until('a quality', () => asked.some(({ method, params }) => method === 'setResolution' && params === 360));
    await until('a caption', () => asked.some(({ method, params }) => method === 'setCaption' && params === 'ko'));
    expect(embed.caption).to.equal('ko');
  });

  it('gives the password through the API and never in the address', async () => {
    const password = crypto.randomUUID();
    await make('clip', { password }).load(options());
    await until('it is told', () =>
      asked.some(({ method, params }) => method === 'setVideoPassword' && params === password),
    );
    const url = asked.find((note) => note.url !== undefined)?.url ?? '';
    expect(url).to.contain('waitPasswordFromEmbedAPI=1').and.not.contain(password);
  });

  it('hears no message that comes from another origin than the one it opened', async () => {
    const embed = make('clip');
    await embed.load(options());
    const frame = container.querySelector('iframe');
    const state = (origin: string) =>
      window.dispatchEvent(
        new MessageEvent('message', {
          data: JSON.stringify({ method: 'peertube::playbackStatusChange', params: 'playing' }),
          origin,
          source: frame?.contentWindow ?? null,
        }),
      );
    state('https://elsewhere.example');
    expect(embed.paused).to.equal(true);
    // Counter-test: the same message from the right origin is heard.
    state(OTHER_ORIGIN);
    expect(embed.paused).to.equal(false);
  });

  it('survives whatever is posted to it, from its own frame and from others', async () => {
    const embed = make('clip');
    await embed.load(options());
    const events = record(embed, ['play', 'playing', 'ended', 'volumechange', 'seeking']);
    const problems: unknown[] = [];
    const onError = (event: Event) => problems.push(event instanceof ErrorEvent ? event.message : event);
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onError);
    const frame = container.querySelector('iframe');
    const names = ['playbackStatusUpdate', 'playbackStatusChange', 'resolutionUpdate', 'volumeChange', '__ready', 'x'];
    const odd = [
      undefined,
      null,
      0,
      -1,
      1e308,
      '',
      'ended',
      'constructor',
      [],
      {},
      [null],
      { position: 'x', volume: [] },
    ];
    const stranger = document.body.appendChild(document.createElement('iframe'));
    for (const name of names) {
      for (const params of odd) {
        for (const id of [undefined, 1, '__proto__']) {
          const data = JSON.stringify({ id, method: `peertube::${name}`, params, result: params, error: id });
          for (const origin of ['https://elsewhere.example', 'null', location.origin]) {
            const source = origin === 'null' ? stranger.contentWindow : (frame?.contentWindow ?? null);
            window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
          }
        }
      }
    }
    expect(events, 'nothing is believed of another origin').to.deep.equal([]);
    // From the right origin nonsense may come too; what is no state and no number changes nothing.
    for (const params of odd.filter((value) => value !== 'ended')) {
      for (const name of names) {
        const data = JSON.stringify({ method: `peertube::${name}`, params });
        window.dispatchEvent(
          new MessageEvent('message', { data, origin: OTHER_ORIGIN, source: frame?.contentWindow ?? null }),
        );
      }
    }
    expect([embed.paused, embed.ended, Number.isFinite(embed.currentTime), embed.volume]).to.deep.equal([
      true,
      false,
      true,
      1,
    ]);
    await embed.play();
    expect(embed.paused).to.equal(false);
    stranger.remove();
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onError);
    expect(problems).to.deep.equal([]);
  });

  it('leaves no frame and no listener after being opened and closed many times', async () => {
    const listeners = new Map<unknown, number>();
    const { addEventListener: add, removeEventListener: remove } = window;
    const count = (type: string, listener: unknown, change: number) =>
      type === 'message' && listeners.set(listener, (listeners.get(listener) ?? 0) + change);
    window.addEventListener = (...given: unknown[]) => {
      count(String(given[0]), given[1], 1);
      Reflect.apply(add, window, given);
    };
    window.removeEventListener = (...given: unknown[]) => {
      count(String(given[0]), given[1], -1);
      Reflect.apply(remove, window, given);
    };
    try {
      for (let round = 0; round < 25; round++) {
        const embed = make('clip');
        await embed.load(options());
        embed.destroy();
      }
    } finally {
      window.addEventListener = add;
      window.removeEventListener = remove;
    }
    expect(container.childElementCount).to.equal(0);
    const left = [...listeners.values()].filter((times) => times > 0).length;
    // One guard and one of the API's library, which serve all frames.
    expect(left).to.be.at.most(2);
  });

  it('leaves nothing behind: no iframe, no listener', async () => {
    const embed = make('clip');
    await embed.load(options());
    const events = record(embed, ['timeupdate', 'durationchange', 'play']);
    await embed.play();
    embed.destroy();
    events.length = 0;
    expect(container.childElementCount).to.equal(0);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(events).to.deep.equal([]);
  });
});
