import type { EmbedApi } from './embed-api.js';
import type { EmbedVideo } from './embed-types.js';

/** The captions of the page's video. */
export interface EmbedCaptions {
  load(video: EmbedVideo): Promise<void>;
  list(): { id: string; label: string; src: string; mode: string }[];
  /** An unknown language hides all. */
  show(language: unknown): void;
}

export interface EmbedCaptionsOptions {
  player: HTMLVideoElement;
  api: EmbedApi;
  /** Language to show at first. */
  subtitle: string | null;
}

/** Its text is sent to the browser, so it may use nothing from outside of itself. */
export function createEmbedCaptions({ player, api, subtitle }: EmbedCaptionsOptions): EmbedCaptions {
  let captions: { id: string; label: string; src: string }[] = [];
  const modeOf = (language: string) => [...player.textTracks].find((track) => track.language === language)?.mode;

  return {
    list: () => captions.map((caption) => ({ ...caption, mode: modeOf(caption.id) ?? 'disabled' })),
    show(language) {
      for (const track of player.textTracks) track.mode = track.language === language ? 'showing' : 'disabled';
    },
    async load({ uuid }) {
      const { data } = await api.get<{ data: { language: { id: string; label: string }; captionPath: string }[] }>(
        `/api/v1/videos/${uuid}/captions`,
      );
      captions = data.map(({ language, captionPath }) => ({ ...language, src: captionPath }));
      for (const track of [...player.querySelectorAll('track')]) track.remove();
      for (const { id, label, src } of captions) {
        const track = document.createElement('track');
        Object.assign(track, { kind: 'captions', src, srclang: id, label });
        track.default = subtitle === id;
        player.append(track);
      }
    },
  };
}
