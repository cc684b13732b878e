import { expect } from '@esm-bundle/chai';
import { HttpError, NetworkError, type PeerTube, type PeerTubeVideoDetails } from '@piyakast/sdk';
import { fakePeerTube, fakePiyakast, peertubeVideo, piyakastVideo } from '../../test-support/fake-access.js';
import type { EngineKind } from '../engines/engine.js';
import type { Resolution } from '../resolution.js';
import type { PeerTubeAccess, PiyakastAccess } from './access.js';
import { createResolve, type ResolveContext } from './create-resolve.js';
import type { Reference } from './reference.js';

const DIRECT: readonly EngineKind[] = ['hls', 'file', 'embed'];
const EMBED: readonly EngineKind[] = ['embed', 'hls', 'file'];
const reference: Reference = { kind: 'peertube', object: 'video', origin: 'https://tube.example', id: 'x1' };
const { signal } = new AbortController();
const down = new NetworkError('Down.', { code: 'network/unreachable', retryable: true });

const context = (change: Partial<ResolveContext> = {}): ResolveContext => ({
  order: DIRECT,
  embed: () => ({}),
  password: () => undefined,
  token: () => undefined,
  client: () => undefined,
  session: () => undefined,
  ...change,
});
const at = (access: PeerTubeAccess, change: Partial<ResolveContext> = {}) =>
  createResolve(reference, context({ accessPeerTube: () => access, ...change }));
const urls = ({ playables }: Resolution) => playables.map(({ source }) => `${source.kind} ${source.url}`);
const video = (change: Partial<PeerTubeVideoDetails> = {}) => fakePeerTube(() => peertubeVideo(change));

describe('createResolve()', () => {
  it('plays PeerTube directly: its HLS, a file that is not too large, its own player last', async () => {
    const found = await at(video())(signal, false);
    expect(urls(found)).to.deep.equal([
      'hls https://tube.example/hls/master.m3u8',
      'file https://tube.example/files/720.mp4',
      'embed https://tube.example/videos/embed/x1',
    ]);
    expect([found.title, found.poster, found.duration, found.live]).to.deep.equal([
      'A clip',
      'https://tube.example/preview.jpg',
      12,
      undefined,
    ]);
  });

  it('finds chapters and previews when asked, in order of time, and one without the other', async () => {
    const board = { totalWidth: 1920, totalHeight: 432, spriteWidth: 192, spriteHeight: 108, spriteDuration: 2 };
    const access: PeerTubeAccess = {
      ...video(),
      getChapters: async () => [
        { timecode: 30, title: 'Sea' },
        { timecode: 0, title: 'Land' },
      ],
      getStoryboards: async () => [{ url: 'https://tube.example/board.jpg', ...board }],
    };
    const chapters = [
      { start: 0, title: 'Land' },
      { start: 30, title: 'Sea' },
    ];
    const size = { width: 1920, height: 432, tileWidth: 192, tileHeight: 108, interval: 2 };
    const storyboard = { url: 'https://tube.example/board.jpg', ...size };
    const extras = async (change: Partial<PeerTubeAccess> = {}) =>
      (await at({ ...access, ...change })(signal, false)).extras?.(signal);
    expect(await extras()).to.deep.equal({ chapters, storyboard });
    expect(await extras({ getStoryboards: () => Promise.reject(down) })).to.deep.equal({
      chapters,
      storyboard: undefined,
    });
    expect(await extras({ getChapters: () => Promise.reject(down) })).to.deep.equal({ chapters: [], storyboard });
    expect((await at(video({ isLive: true }))(signal, false)).extras, 'a live has none').to.equal(undefined);
  });

  it("asks PeerTube nothing while PeerTube's own player comes first, and finds the other ways when asked again", async () => {
    const access = video();
    const resolve = at(access, { order: EMBED, embed: () => ({ controls: false, p2p: true, start: 5 }) });
    const first = await resolve(signal, false);
    expect(urls(first)).to.deep.equal(['embed https://tube.example/videos/embed/x1?controls=0&p2p=1&start=5']);
    expect(first.isPartial).to.equal(true);
    expect(access.asked).to.deep.equal([]);
    expect((await resolve(signal, true)).playables.map(({ source }) => source.kind)).to.deep.equal([
      'embed',
      'hls',
      'file',
    ]);
  });

  it('promise 8: opens the files of a video that is not public with a token, and gives the password on', async () => {
    const access = video({ privacy: { id: 5, label: 'Password' } });
    const found = await at(access, { password: () => 'open sesame' })(signal, false);
    expect(urls(found).slice(0, 2)).to.deep.equal([
      'hls https://tube.example/hls/master.m3u8',
      'file https://tube.example/files/720.mp4',
    ]);
    const opened = found.playables.map(({ source }) => 'access' in source && source.access?.authorize(source.url));
    expect((await Promise.all(opened)).slice(0, 2)).to.deep.equal([
      'https://tube.example/hls/master.m3u8?videoFileToken=file-token&reinjectVideoFileToken=true',
      'https://tube.example/files/720.mp4?videoFileToken=file-token',
    ]);
    expect(access.asked).to.deep.equal([{ id: 'x1', password: 'open sesame' }]);
  });

  it('promise 20: plays no live that is not on air, though it lists a playlist', async () => {
    const waiting = await at(video({ isLive: true, state: { id: 4, label: '' } }))(signal, false);
    const ended = await at(video({ isLive: true, state: { id: 5, label: '' } }))(signal, false);
    const onAir = await at(video({ isLive: true, state: { id: 1, label: '' } }))(signal, false);
    expect([waiting.live, waiting.playables.length]).to.deep.equal(['waiting', 0]);
    expect([ended.live, ended.playables.length]).to.deep.equal(['ended', 0]);
    expect([onAir.live, onAir.playables[0]?.source.kind]).to.deep.equal(['on-air', 'hls']);
    expect(urls(onAir)[0]).to.match(/master\.m3u8\?t=\d+$/);
  });

  it('says that there is no video where PeerTube does not take the id', async () => {
    const bad = new HttpError('Should have a valid id.', { code: 'http/bad-request', status: 400, route: 'GET /v' });
    const access = fakePeerTube(() => bad);
    const refused = await at(access)(signal, false).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'player/no-source', retryable: false });
  });

  it("leaves PeerTube's own player out where it could show nothing: in a frame no one is signed in", async () => {
    const found = await at(video({ privacy: { id: 3, label: 'Private' } }), { session: () => undefined })(
      signal,
      false,
    );
    expect(found.playables.map(({ source }) => source.kind)).to.deep.equal(['hls', 'file']);
    const embedFirst = await at(video({ privacy: { id: 3, label: 'Private' } }), { order: EMBED })(signal, false);
    const refused = await embedFirst.playables[0]?.check?.(signal).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'player/unsupported');
  });

  it('never plays the sound alone while there is a picture', async () => {
    const file = (id: number) => ({
      resolution: { id, label: '' },
      fileUrl: `https://tube.example/${id}.mp4`,
      hasVideo: id > 0,
    });
    const playlist = { id: 1, type: 1, playlistUrl: 'https://tube.example/m.m3u8', files: [file(0), file(360)] };
    const found = await at(video({ streamingPlaylists: [playlist] as never }))(signal, false);
    expect(urls(found)[1]).to.equal('file https://tube.example/360.mp4');
  });

  it('takes captions from their files, whatever plays and whatever the master playlist lists', async () => {
    const access = {
      ...video(),
      getCaptions: async () => [
        {
          language: { id: 'en', label: 'English' },
          url: 'https://tube.example/en.vtt',
          m3u8Url: 'https://tube.example/en.m3u8',
        },
        { language: { id: 'ko', label: 'Korean' }, url: 'https://tube.example/ko.vtt' },
      ],
    } as unknown as PeerTubeAccess;
    const { playables } = await at(access)(signal, false);
    const languages = async (index: number) =>
      (await playables[index]?.captions?.(signal))?.map(({ language }) => language);
    expect([await languages(0), await languages(1)]).to.deep.equal([
      ['en', 'ko'],
      ['en', 'ko'],
    ]);
  });

  it('gives a session to its own instance only', async () => {
    const seen: (string | undefined)[] = [];
    const session = { url: 'https://tube.example' } as PeerTube;
    const accessPeerTube: ResolveContext['accessPeerTube'] = (_, given) => {
      seen.push(given?.url);
      return video();
    };
    await createResolve(reference, context({ accessPeerTube, session: () => session }))(signal, false);
    const elsewhere: Reference = { ...reference, origin: 'https://other.example' };
    await createResolve(elsewhere, context({ accessPeerTube, session: () => session }))(signal, false);
    expect(seen).to.deep.equal(['https://tube.example', undefined]);
  });

  describe('of a PIYAKast server', () => {
    const file = { kind: 'file' as const, url: 'https://cast.example/media/a1', type: 'video/mp4' };
    const tube = { kind: 'peertube' as const, instanceUrl: 'https://tube.example', uuid: 'x1', embedUrl: '' };
    const local: Reference = { kind: 'piyakast', object: 'any', id: 'a1' };
    const cast = (sources: (typeof file | typeof tube)[], access: PeerTubeAccess, change = {}) =>
      createResolve(
        local,
        context({
          client: () => fakePiyakast(() => piyakastVideo({ sources, ...change })),
          accessPeerTube: () => access,
        }),
      );

    it('promise 2: plays the local file', async () => {
      const found = await cast([file], video())(signal, false);
      expect(found.playables.map(({ source }) => source)).to.deep.equal([file]);
    });

    it('promise 14: plays from PeerTube when it is there, with the local file behind', async () => {
      const found = await cast([tube, file], video())(signal, false);
      expect(urls(found)).to.deep.equal([
        'hls https://tube.example/hls/master.m3u8',
        'file https://tube.example/files/720.mp4',
        'file https://cast.example/media/a1',
        'embed https://tube.example/videos/embed/x1',
      ]);
    });

    it('promise 34: leaves out a PeerTube that does not answer', async () => {
      const found = await cast(
        [tube, file],
        fakePeerTube(() => down),
      )(signal, false);
      expect(urls(found)).to.deep.equal(['file https://cast.example/media/a1']);
    });

    it('tells why when PeerTube is the only place', async () => {
      const gone = new HttpError('Gone.', { code: 'video/not-found', status: 404, route: 'GET /v' });
      const refused = await cast(
        [tube],
        fakePeerTube(() => gone),
      )(signal, false).catch((error: unknown) => error);
      expect(refused).to.equal(gone);
    });

    it('asks once whether an id is a video or a live, however often it looks for sources', async () => {
      const asked: string[] = [];
      const missing = new HttpError('No video.', { code: 'video/not-found', status: 404, route: 'GET /v' });
      const stream = { id: 'a1', name: 'A live', privacy: 'public', state: 'waiting', replays: [], uuid: 'x1' };
      const server = {
        videos: {
          get: async () => {
            asked.push('video');
            throw missing;
          },
        },
        streams: {
          get: async () => {
            asked.push('stream');
            return { ...stream, instanceUrl: 'https://tube.example' };
          },
        },
      } as unknown as PiyakastAccess;
      const off = video({ isLive: true, state: { id: 4, label: '' } });
      const resolve = createResolve(local, context({ client: () => server, accessPeerTube: () => off }));
      expect([(await resolve(signal, false)).live, (await resolve(signal, false)).live]).to.deep.equal([
        'waiting',
        'waiting',
      ]);
      expect(asked).to.deep.equal(['video', 'stream', 'stream']);
    });

    it('waits for a video that is still being received, and gives up on one that was refused', async () => {
      const early = await cast([], video(), { state: 'receiving' })(signal, false).catch((error: unknown) => error);
      const refused = await cast([], video(), { state: 'rejected' })(signal, false).catch((error: unknown) => error);
      expect(early).to.include({ code: 'player/not-ready', retryable: true });
      expect(refused).to.include({ code: 'player/no-source', retryable: false });
    });
  });
});
