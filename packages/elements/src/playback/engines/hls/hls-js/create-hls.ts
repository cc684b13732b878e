import Hls from '#hls';
import type { EngineSource, LoadOptions } from '../../engine.js';
import type { Memory } from '../starter/memory.js';
import type { RunningMedia } from '../starter/running-media.js';
import { endWithPicture } from './end-with-picture.js';
import { hlsConfig } from './hls-config.js';
import { memoryLoader } from './memory-loader.js';
import { steadyLevels } from './steady-levels.js';
import { takeOver, takeOverConfig } from './take-over.js';

export interface HlsOptions {
  readonly video: HTMLVideoElement;
  readonly source: Extract<EngineSource, { kind: 'hls' }>;
  readonly load: LoadOptions;
  readonly memory: Memory;
}

/** Whether the browser has what hls.js needs. */
export const isSupported = (): boolean => Hls.isSupported();

/** hls.js on a `<video>`, from the beginning. */
export function playByHls(options: HlsOptions): Hls {
  const hls = create(options, {});
  hls.once(Hls.Events.FRAG_BUFFERED, () => options.memory.clear());
  hls.attachMedia(options.video);
  hls.loadSource(options.source.url);
  return hls;
}

/** hls.js on media that already run. `done` rejects when it could not take them over; it has to be destroyed then. */
export function takeOverByHls(options: HlsOptions, media: RunningMedia): { hls: Hls; done: Promise<void> } {
  const hls = create(options, takeOverConfig(Hls, media));
  const done = takeOver(Hls, hls, options.video, media).then(() => options.memory.clear());
  hls.loadSource(options.source.url);
  return { hls, done };
}

function create({ video, source, load, memory }: HlsOptions, more: Partial<Hls['config']>): Hls {
  const { loader } = Hls.DefaultConfig;
  const hls = new Hls({
    ...hlsConfig(Hls, source, load, video),
    loader: memoryLoader(loader, memory),
    abrController: steadyLevels(Hls),
    ...more,
  });
  endWithPicture(Hls, hls);
  return hls;
}
