import type { EmbedSettings } from './embed-settings.js';

export interface EmbedEventsOptions {
  player: HTMLVideoElement;
  settings: EmbedSettings;
  isReady: () => boolean;
  notify: (method: string, value: unknown) => void;
}

/**
 * Reports what the player does to the page around it (docs/peertube §13): changes at once, the position twice a second.
 *
 * Its text is sent to the browser, so it may use nothing from outside of itself.
 */
export function reportPlayback({ player, settings, isReady, notify }: EmbedEventsOptions): void {
  let playbackState: 'unstarted' | 'playing' | 'paused' | 'ended' = 'unstarted';
  const change = (state: typeof playbackState) => () => {
    playbackState = state;
    notify('playbackStatusChange', state);
  };
  player.addEventListener('play', change('playing'));
  player.addEventListener('pause', () => player.ended || change('paused')());
  player.addEventListener('ended', change('ended'));
  player.addEventListener('volumechange', () => notify('volumeChange', player.volume));
  setInterval(() => {
    if (!isReady()) return;
    // Infinity becomes null on its way through JSON: that is how a live looks from outside.
    const { currentTime, volume, duration } = player;
    notify('playbackStatusUpdate', { position: currentTime, volume, duration, playbackState });
    const { stop } = settings;
    if (stop > 0 && currentTime >= stop && !player.paused) player.pause();
  }, 500);
}
