import { EmbedEngine } from './embed/embed-engine.js';
import type { Engine, EngineSource } from './engine.js';
import { FileEngine } from './file/file-engine.js';
import { HlsEngine } from './hls/hls-engine.js';

/** Where engines show their picture: all file and HLS engines in one `<video>`, an embed in a box of its own. */
export interface EngineStage {
  readonly video: HTMLVideoElement;
  readonly frame: HTMLElement;
  /** The accessible name of what plays. */
  readonly title: string;
}

export type CreateEngine = (source: EngineSource, stage: EngineStage) => Engine;

/** The engine for a source. */
export const createEngine: CreateEngine = (source, { video, frame, title }) => {
  switch (source.kind) {
    case 'file':
      return new FileEngine(video, source);
    case 'hls':
      return new HlsEngine(video, source);
    case 'embed':
      return new EmbedEngine(frame, source, { title });
  }
};
