import type { Engine, EngineSource } from './engine.js';

/** Where engines show their picture: all file and HLS engines in one `<video>`, an embed in a separate box. */
export interface EngineMount {
  readonly video: HTMLVideoElement;
  readonly frame: HTMLElement;
  /** The accessible name of what plays. */
  readonly title: string;
}

export type CreateEngine = (source: EngineSource, mount: EngineMount) => Engine | Promise<Engine>;

/** The engine for a source. Each kind is loaded when it is needed first. */
export const createEngine: CreateEngine = async (source, { video, frame, title }) => {
  switch (source.kind) {
    case 'file': {
      const { FileEngine } = await import('./file/file-engine.js');
      return new FileEngine(video, source);
    }
    case 'hls': {
      const { HlsEngine } = await import('./hls/hls-engine.js');
      return new HlsEngine(video, source);
    }
    case 'embed': {
      const { EmbedEngine } = await import('./embed/embed-engine.js');
      return new EmbedEngine(frame, source, { title });
    }
  }
};
