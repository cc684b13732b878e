import type { EmbedChannel, EmbedChannelOptions } from './embed-channel.js';

/** What the page needs from hls.js. */
interface HlsLike {
  levels: { height: number; width: number; bitrate: number }[];
  currentLevel: number;
  loadLevel: number;
  autoLevelEnabled: boolean;
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
  on(event: string, listener: (event: string, data: { fatal?: boolean; level?: number }) => void): void;
  destroy(): void;
}

interface EmbedVideo {
  uuid: string;
  name: string;
  isLive: boolean;
  duration: number;
  previewPath: string;
  privacy: { id: number };
  state: { id: number };
  files: { fileUrl: string; height: number; width: number; resolution: { id: number; label: string } }[];
  streamingPlaylists: { playlistUrl: string }[];
}

interface EmbedPlayerOptions {
  Hls?: new () => HlsLike;
  createChannel: (options: EmbedChannelOptions) => EmbedChannel;
}

type Methods = EmbedChannelOptions['methods'];

/**
 * The script of the embed page: plays one video or a playlist, and tells the page around it.
 *
 * Its text is sent to the browser, so it may use nothing from outside of itself.
 */
export function embedPlayer({ Hls, createChannel }: EmbedPlayerOptions): void {
  const params = new URLSearchParams(location.search);
  const flag = (name: string, fallback = false) =>
    params.has(name) ? ['1', 'true'].includes(params.get(name) ?? '') : fallback;
  const seconds = (text: string | null) => {
    const [, h = 0, m = 0, s = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text ?? '') ?? [];
    return Number(h) * 3600 + Number(m) * 60 + Number(s);
  };
  const player = document.querySelector('video') as HTMLVideoElement;
  const status = document.querySelector('p') as HTMLParagraphElement;
  const id = decodeURIComponent(location.pathname.split('/').pop() ?? '');
  const isPlaylist = location.pathname.includes('/video-playlists/');
  const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

  const notify = (method: string, value: unknown) => channel?.notify(method, value);
  let hls: HlsLike | undefined;
  let video: EmbedVideo | undefined;
  let password: string | undefined;
  let ready = false;
  let playbackState: 'unstarted' | 'playing' | 'paused' | 'ended' = 'unstarted';
  let elements: { uuid: string }[] = [];
  let position = Math.max(1, Number(params.get('playlistPosition') ?? 1));
  const captions: { id: string; label: string; src: string }[] = [];

  function resolutions() {
    const auto = { id: -1, label: 'Auto', active: hls?.autoLevelEnabled ?? false };
    if (!hls) {
      const [file] = video?.files ?? [];
      if (!file) return [];
      const { width, height, resolution } = file;
      return [{ id: resolution.id, label: resolution.label, active: true, width, height }];
    }
    const engine = hls;
    const levels = engine.levels.map(({ width, height }, index) => ({
      id: index,
      label: `${height}p`,
      active: engine.currentLevel === index,
      width,
      height,
    }));
    return [...levels, auto];
  }

  /** What works only when the player is ready; before, calls fail with a TypeError. */
  const playerMethods: Methods = {
    // Resolves when the message was handled: a refused autoplay is only logged.
    play: () => void player.play().catch((error: unknown) => console.error('cannot play', error)),
    pause: () => player.pause(),
    seek(time) {
      player.currentTime = Number(time);
    },
    setVolume(volume) {
      player.volume = Math.min(1, Math.max(0, Number(volume)));
    },
    getVolume: () => player.volume,
    setPlaybackRate(rate) {
      player.playbackRate = Number(rate);
    },
    getPlaybackRate: () => player.playbackRate,
    getPlaybackRates: () => RATES,
    getResolutions: resolutions,
    setResolution(level) {
      if (hls) hls.loadLevel = Number(level);
      notify('resolutionUpdate', resolutions());
    },
    getCaptions() {
      const modeOf = (language: string) => [...player.textTracks].find((track) => track.language === language)?.mode;
      return captions.map((caption) => ({ ...caption, mode: modeOf(caption.id) ?? 'disabled' }));
    },
    setCaption(language) {
      for (const track of player.textTracks) track.mode = track.language === language ? 'showing' : 'disabled';
    },
    getImageDataUrl() {
      const canvas = document.createElement('canvas');
      canvas.width = player.videoWidth;
      canvas.height = player.videoHeight;
      canvas.getContext('2d')?.drawImage(player, 0, 0);
      return canvas.toDataURL('image/jpeg');
    },
  };

  const pageMethods: Methods = {
    isReady: () => ready,
    getCurrentPosition() {
      if (!isPlaylist) throw new TypeError('not a playlist');
      return position;
    },
    playNextVideo: () => step(1),
    playPreviousVideo: () => step(-1),
    setVideoPassword(value) {
      password = String(value);
      start().catch(fail);
    },
  };

  function allMethods(): Methods {
    const guarded = Object.entries(playerMethods).map(([name, call]): [string, Methods[string]] => [
      name,
      (value) => {
        if (!ready) throw new TypeError('the player is not ready');
        return call(value);
      },
    ]);
    return { ...Object.fromEntries(guarded), ...pageMethods };
  }

  function step(by: number): void {
    if (!isPlaylist) throw new TypeError('not a playlist');
    position = Math.min(elements.length, Math.max(1, position + by));
    start().catch(fail);
  }

  const headers = () => (password === undefined ? {} : { 'x-peertube-video-password': password });

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(path, { headers: headers() });
    if (!response.ok) throw new Error(((await response.json()) as { detail?: string }).detail ?? `${response.status}`);
    return (await response.json()) as T;
  }

  /** Files of a protected video need a token that travels in their URLs. */
  async function withFileToken(url: string): Promise<string> {
    if (password === undefined || !video) return url;
    const response = await fetch(`/api/v1/videos/${video.uuid}/token`, { method: 'POST', headers: headers() });
    const { files } = (await response.json()) as { files: { token: string } };
    return `${url}?videoFileToken=${files.token}&reinjectVideoFileToken=true`;
  }

  async function load(): Promise<void> {
    if (!video) return;
    const [playlist] = video.streamingPlaylists;
    const wantsHls = (params.get('mode') ?? 'p2p-media-loader') === 'p2p-media-loader';
    hls?.destroy();
    hls = undefined;
    if (playlist && wantsHls) {
      if (!Hls) throw new Error('hls.js is not there.');
      const engine = new Hls();
      hls = engine;
      engine.on('hlsError', (_, { fatal }) => fatal && console.error('the HLS of this video cannot be played'));
      engine.on('hlsLevelSwitched', () => notify('resolutionUpdate', resolutions()));
      engine.loadSource(await withFileToken(playlist.playlistUrl));
      engine.attachMedia(player);
    } else {
      const [file] = video.files;
      if (!file) throw new Error('There is no file to play.');
      player.src = await withFileToken(file.fileUrl);
    }
    const from = isPlaylist ? 0 : seconds(params.get('start'));
    if (from > 0) player.addEventListener('loadedmetadata', () => playerMethods.seek?.(from), { once: true });
    if (flag('autoplay')) player.play().catch((error: unknown) => console.error('cannot play', error));
  }

  async function loadCaptions(): Promise<void> {
    if (!video) return;
    const { data } = await get<{ data: { language: { id: string; label: string }; captionPath: string }[] }>(
      `/api/v1/videos/${video.uuid}/captions`,
    );
    captions.length = 0;
    for (const track of [...player.querySelectorAll('track')]) track.remove();
    for (const { language, captionPath } of data) {
      captions.push({ id: language.id, label: language.label, src: captionPath });
      const track = document.createElement('track');
      Object.assign(track, { kind: 'captions', src: captionPath, srclang: language.id, label: language.label });
      track.default = params.get('subtitle') === language.id;
      player.append(track);
    }
  }

  /** A live that begins or ends is handled in here; nothing tells the page around it. */
  function followLive(): void {
    const timer = setInterval(async () => {
      try {
        const before = video;
        if (!before) return;
        const now = await get<EmbedVideo>(`/api/v1/videos/${before.uuid}`);
        if (now.state.id === before.state.id && now.isLive === before.isLive) return;
        video = now;
        status.textContent = liveMessage(now);
        if (now.state.id === 1) await load();
        else hls?.destroy();
        if (!now.isLive) clearInterval(timer);
      } catch (error) {
        console.warn('cannot ask for the state of the live', error);
      }
    }, 2000);
  }

  function liveMessage(live: EmbedVideo): string {
    if (!live.isLive || live.state.id === 1) return '';
    return live.state.id === 5 ? 'The live has ended.' : 'The live has not started yet.';
  }

  async function start(): Promise<void> {
    if (isPlaylist && elements.length === 0) {
      const { data } = await get<{ data: { video: { uuid: string } | null }[] }>(
        `/api/v1/video-playlists/${id}/videos`,
      );
      elements = data.flatMap((element) => (element.video ? [element.video] : []));
    }
    const wanted = isPlaylist ? (elements[position - 1]?.uuid ?? '') : id;
    video = await get<EmbedVideo>(`/api/v1/videos/${encodeURIComponent(wanted)}`);
    status.textContent = liveMessage(video);
    player.poster = video.previewPath;
    document.title = video.name;
    await loadCaptions();
    if (!video.isLive || video.state.id === 1) await load();
    if (video.isLive) followLive();
    if (ready) return;
    ready = true;
    notify('ready', true);
  }

  function fail(error: unknown): void {
    status.textContent = error instanceof Error ? error.message : 'This video cannot be played.';
  }

  function track(): void {
    const change = (state: typeof playbackState) => () => {
      playbackState = state;
      notify('playbackStatusChange', state);
    };
    player.addEventListener('play', change('playing'));
    player.addEventListener('pause', () => player.ended || change('paused')());
    player.addEventListener('ended', change('ended'));
    player.addEventListener('volumechange', () => notify('volumeChange', player.volume));
    setInterval(() => {
      if (!ready) return;
      // Infinity becomes null on its way through JSON: that is how a live looks from outside.
      const { currentTime, volume, duration } = player;
      notify('playbackStatusUpdate', { position: currentTime, volume, duration, playbackState });
      const stop = seconds(params.get('stop'));
      if (stop > 0 && currentTime >= stop && !player.paused) player.pause();
    }, 500);
  }

  function sendViews(): void {
    const sessionId = Math.random().toString(36).slice(2);
    setInterval(() => {
      if (!video || player.paused) return;
      const currentTime = video.isLive
        ? Math.floor(player.currentTime)
        : Math.min(Math.floor(player.currentTime), video.duration);
      fetch(`/api/v1/videos/${video.uuid}/views`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ currentTime, sessionId }),
      }).catch((error: unknown) => console.warn('a view was not counted', error));
    }, 5000);
  }

  player.controls = flag('controls', true);
  player.loop = flag('loop');
  if (params.has('muted')) player.muted = flag('muted');
  if (params.has('playbackRate')) player.defaultPlaybackRate = Number(params.get('playbackRate'));
  const channel = flag('api')
    ? createChannel({ scope: params.get('scope') ?? 'peertube', methods: allMethods() })
    : undefined;
  if (channel) track();
  sendViews();
  start().catch(fail);
}
