import { readPreferences, writePreferences } from './preferences.js';

type Remembering = HTMLElement & {
  readonly remember: boolean;
  volume: number;
  muted: boolean;
  playbackRate: number;
  defaultPlaybackRate: number;
  caption: string | null;
};

/** Gives a player what its viewer chose on the last visit, and stores what is chosen from now on. Ends with the signal. */
export function rememberChoices(player: Remembering, signal: AbortSignal): void {
  const { caption, muted, rate, volume } = readPreferences();
  player.volume = volume;
  // Silence that the page asked for stays: without it the browser may refuse to start.
  if (muted) player.muted = true;
  player.defaultPlaybackRate = rate;
  player.playbackRate = rate;
  if (caption !== undefined) player.caption = caption;
  const store = (event: string, write: () => void) => player.addEventListener(event, write, { signal });
  store('volumechange', () => writePreferences({ volume: player.volume, muted: player.muted }));
  store('ratechange', () => {
    player.defaultPlaybackRate = player.playbackRate;
    writePreferences({ rate: player.playbackRate });
  });
}
