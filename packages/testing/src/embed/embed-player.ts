import type { createEmbedApi } from './embed-api.js';
import type { createEmbedCaptions } from './embed-captions.js';
import type { createEmbedChannel, EmbedChannelOptions } from './embed-channel.js';
import type { reportPlayback } from './embed-events.js';
import type { createEmbedMethods } from './embed-methods.js';
import type { createEmbedSession } from './embed-session.js';
import type { readEmbedSettings } from './embed-settings.js';
import type { createEmbedSource } from './embed-source.js';
import type { EmbedConfig, HlsLike } from './embed-types.js';

/** The parts that the script is made of. Each comes as text, so they are handed over and not imported. */
export interface EmbedParts {
  readEmbedSettings: typeof readEmbedSettings;
  createEmbedApi: typeof createEmbedApi;
  createEmbedSource: typeof createEmbedSource;
  createEmbedCaptions: typeof createEmbedCaptions;
  createEmbedMethods: typeof createEmbedMethods;
  createEmbedChannel: typeof createEmbedChannel;
  reportPlayback: typeof reportPlayback;
  createEmbedSession: typeof createEmbedSession;
}

export interface EmbedPlayerOptions {
  Hls?: new () => HlsLike;
  config: EmbedConfig;
  parts: EmbedParts;
}

/**
 * The script of the embed page: plays one video or a playlist, and reports to the page around it.
 *
 * Its text is sent to the browser, so it may use nothing from outside of itself.
 */
export function embedPlayer({ Hls, config, parts }: EmbedPlayerOptions): void {
  const player = document.querySelector('video') as HTMLVideoElement;
  const status = document.querySelector('p') as HTMLParagraphElement;
  const settings = parts.readEmbedSettings(location);
  const api = parts.createEmbedApi();
  let ready = false;
  const isReady = () => ready;
  const notify = (method: string, value: unknown) => channel?.notify(method, value);
  const onResolutions = (value: unknown) => notify('resolutionUpdate', value);
  const source = parts.createEmbedSource({ Hls, player, settings, api, onResolutions });
  const captions = parts.createEmbedCaptions({ player, api, subtitle: settings.subtitle });
  const session = parts.createEmbedSession({
    ...{ player, status, settings, config, api, source, captions },
    onReady() {
      if (ready) return;
      ready = true;
      notify('ready', true);
    },
  });

  player.controls = settings.flag('controls', true);
  player.loop = settings.flag('loop');
  if (settings.has('muted')) player.muted = settings.flag('muted');
  if (settings.rate !== null) player.defaultPlaybackRate = Number(settings.rate);
  const { laterMethods } = config;
  const methods: EmbedChannelOptions['methods'] = {
    ...parts.createEmbedMethods({ player, source, captions, laterMethods, isReady }),
    ...session.methods,
    isReady,
  };
  const channel = settings.flag('api') ? parts.createEmbedChannel({ scope: settings.scope, methods }) : undefined;
  if (channel) parts.reportPlayback({ player, settings, isReady, notify });
  setInterval(() => {
    const video = session.video();
    if (!video || player.paused) return;
    const time = Math.floor(player.currentTime);
    api.sendView(video, video.isLive ? time : Math.min(time, video.duration));
  }, 5000);
  session.start();
}
