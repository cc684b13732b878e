import type { EmbedCaptions } from './embed-captions.js';
import type { EmbedChannelOptions } from './embed-channel.js';
import type { EmbedSource } from './embed-source.js';

type Methods = EmbedChannelOptions['methods'];

export interface EmbedMethodsOptions {
  player: HTMLVideoElement;
  source: EmbedSource;
  captions: EmbedCaptions;
  /** Of the version: see `EmbedConfig`. */
  laterMethods: boolean;
  isReady: () => boolean;
}

/**
 * What the page around the embed can call of the player (docs/peertube §13). Before it is ready each fails with a TypeError.
 *
 * Its text is sent to the browser, so it may use nothing from outside of itself.
 */
export function createEmbedMethods(options: EmbedMethodsOptions): Methods {
  const { player, source, captions, laterMethods, isReady } = options;

  function picture(): string {
    const canvas = document.createElement('canvas');
    canvas.width = player.videoWidth;
    canvas.height = player.videoHeight;
    canvas.getContext('2d')?.drawImage(player, 0, 0);
    return canvas.toDataURL('image/jpeg');
  }

  const methods: Methods = {
    // Resolves when the message was handled: a refused autoplay is only logged.
    play: () => void player.play().catch((error: unknown) => console.error('cannot play', error)),
    pause: () => player.pause(),
    seek: (time) => void Object.assign(player, { currentTime: Number(time) }),
    setVolume: (volume) => void Object.assign(player, { volume: Math.min(1, Math.max(0, Number(volume))) }),
    getVolume: () => player.volume,
    setPlaybackRate: (rate) => void Object.assign(player, { playbackRate: Number(rate) }),
    getPlaybackRate: () => player.playbackRate,
    getPlaybackRates: () => [0.5, 0.75, 1, 1.25, 1.5, 2],
    getResolutions: () => source.resolutions(),
    setResolution: (id) => source.setResolution(Number(id)),
    getCaptions: () => captions.list(),
    setCaption: (language) => captions.show(language),
    getImageDataUrl: picture,
    ...(laterMethods
      ? { isPlaying: () => !player.paused && !player.ended, getCurrentTime: () => player.currentTime }
      : {}),
  };
  const guarded = Object.entries(methods).map(([name, call]): [string, Methods[string]] => [
    name,
    (value) => {
      if (!isReady()) throw new TypeError('the player is not ready');
      return call(value);
    },
  ]);
  return Object.fromEntries(guarded);
}
