import type { EmbedApi } from './embed-api.js';
import type { EmbedCaptions } from './embed-captions.js';
import type { EmbedChannelOptions } from './embed-channel.js';
import type { EmbedSettings } from './embed-settings.js';
import type { EmbedSource } from './embed-source.js';
import type { EmbedConfig, EmbedVideo } from './embed-types.js';

export interface EmbedSessionOptions {
  player: HTMLVideoElement;
  status: HTMLParagraphElement;
  settings: EmbedSettings;
  config: EmbedConfig;
  api: EmbedApi;
  source: EmbedSource;
  captions: EmbedCaptions;
  onReady: () => void;
}

/** The video that the page is about, one after the other in a playlist. */
export interface EmbedSession {
  video(): EmbedVideo | undefined;
  start(): void;
  /** What can be called before the player is ready. */
  methods: EmbedChannelOptions['methods'];
}

/**
 * Its text is sent to the browser, so it may use nothing from outside of itself: the functions within share the video and the
 * place in the playlist, which is why it is longer than others.
 */
export function createEmbedSession(options: EmbedSessionOptions): EmbedSession {
  const { player, status, settings, config, api, source, captions, onReady } = options;
  const { isPlaylist } = settings;
  let video: EmbedVideo | undefined;
  let elements: { uuid: string }[] = [];
  let { position } = settings;

  const liveMessage = ({ isLive, state }: EmbedVideo): string => {
    if (!isLive || state.id === 1) return '';
    return state.id === 5 ? 'The live has ended.' : 'The live has not started yet.';
  };

  /** A live that begins or ends is handled in here; the page around is not notified. */
  function followLive(): void {
    const timer = setInterval(async () => {
      try {
        const before = video;
        if (!before) return;
        const now = await api.get<EmbedVideo>(`/api/v1/videos/${before.uuid}`);
        if (now.state.id === before.state.id && now.isLive === before.isLive) return;
        video = now;
        status.textContent = liveMessage(now);
        if (now.state.id === 1) await source.load(now);
        else source.destroy();
        if (!now.isLive) clearInterval(timer);
      } catch (error) {
        console.warn('cannot ask for the state of the live', error);
      }
    }, 2000);
  }

  async function idOfVideo(): Promise<string> {
    if (!isPlaylist) return settings.id;
    if (elements.length === 0) {
      const path = `/api/v1/video-playlists/${settings.id}/videos`;
      const { data } = await api.get<{ data: { video: { uuid: string } | null }[] }>(path);
      elements = data.flatMap((element) => (element.video ? [element.video] : []));
    }
    return elements[position - 1]?.uuid ?? '';
  }

  async function open(): Promise<void> {
    const id = await idOfVideo();
    const opened = await api.get<EmbedVideo>(`/api/v1/videos/${encodeURIComponent(id)}`);
    // The page is served to every site; this script is what refuses (8.2 §11).
    if (config.embedPrivacy && !(await api.isEmbeddable(id, document.referrer))) {
      throw new Error('This video cannot be embedded on this site.');
    }
    video = opened;
    status.textContent = liveMessage(opened);
    player.poster = opened.previewPath;
    document.title = opened.name;
    await captions.load(opened);
    if (!opened.isLive || opened.state.id === 1) await source.load(opened);
    if (opened.isLive) followLive();
    onReady();
  }

  function start(): void {
    open().catch((error: unknown) => {
      status.textContent = error instanceof Error ? error.message : 'This video cannot be played.';
    });
  }

  function step(by: number): void {
    if (!isPlaylist) throw new TypeError('not a playlist');
    position = Math.min(elements.length, Math.max(1, position + by));
    start();
  }

  return {
    video: () => video,
    start,
    methods: {
      getCurrentPosition() {
        if (!isPlaylist) throw new TypeError('not a playlist');
        return position;
      },
      playNextVideo: () => step(1),
      playPreviousVideo: () => step(-1),
      setVideoPassword(value) {
        api.setPassword(String(value));
        start();
      },
    },
  };
}
