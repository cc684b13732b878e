import type { EmbedApi } from './embed-api.js';
import type { EmbedSettings } from './embed-settings.js';
import type { EmbedVideo, HlsLike } from './embed-types.js';

/** One quality, as the API of the embed lists it. */
export interface EmbedResolution {
  /** -1 for automatic. */
  id: number;
  label: string;
  active: boolean;
  width?: number;
  height?: number;
}

/** What plays: HLS, or a file where there is no HLS or `mode` asks for it. */
export interface EmbedSource {
  load(video: EmbedVideo): Promise<void>;
  resolutions(): EmbedResolution[];
  setResolution(id: number): void;
  destroy(): void;
}

export interface EmbedSourceOptions {
  Hls: (new () => HlsLike) | undefined;
  player: HTMLVideoElement;
  settings: EmbedSettings;
  api: EmbedApi;
  onResolutions: (resolutions: EmbedResolution[]) => void;
}

/** Its text is sent to the browser, so it may use nothing from outside of itself. */
export function createEmbedSource({ Hls, player, settings, api, onResolutions }: EmbedSourceOptions): EmbedSource {
  let engine: HlsLike | undefined;
  let files: EmbedVideo['files'] = [];

  function resolutions(): EmbedResolution[] {
    if (!engine) {
      const [file] = files;
      if (!file) return [];
      const { width, height, resolution } = file;
      return [{ id: resolution.id, label: resolution.label, active: true, width, height }];
    }
    const { levels, currentLevel, autoLevelEnabled } = engine;
    const listed = levels.map(({ width, height }, id) => {
      return { id, label: `${height}p`, active: currentLevel === id, width, height };
    });
    return [...listed, { id: -1, label: 'Auto', active: autoLevelEnabled }];
  }

  async function loadHls(url: string): Promise<void> {
    if (!Hls) throw new Error('hls.js is not there.');
    engine = new Hls();
    engine.on('hlsError', (_, { fatal }) => fatal && console.error('the HLS of this video cannot be played'));
    engine.on('hlsLevelSwitched', () => onResolutions(resolutions()));
    engine.loadSource(url);
    engine.attachMedia(player);
  }

  function destroy(): void {
    engine?.destroy();
    engine = undefined;
  }

  return {
    resolutions,
    destroy,
    setResolution(id) {
      if (engine) engine.loadLevel = id;
      onResolutions(resolutions());
    },
    async load(video) {
      destroy();
      // The audio-only file of later versions is no picture to show.
      files = video.files.filter(({ resolution }) => resolution.id > 0);
      const [playlist] = video.streamingPlaylists;
      const [file] = files;
      if (playlist && settings.prefersHls) await loadHls(await api.fileUrl(video, playlist.playlistUrl));
      else if (file) player.src = await api.fileUrl(video, file.fileUrl);
      else throw new Error('There is no file to play.');
      const { start } = settings;
      const seek = () => Object.assign(player, { currentTime: start });
      if (start > 0) player.addEventListener('loadedmetadata', seek, { once: true });
      if (settings.flag('autoplay')) player.play().catch((error: unknown) => console.error('cannot play', error));
    },
  };
}
