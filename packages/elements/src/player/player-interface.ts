import type { Caption, EngineKind, Quality } from '../playback/engines/engine.js';
import type { Chapter, Storyboard } from '../playback/video-extras.js';
import { MediaElement } from './media-element.js';

/** What a player has beyond a media element: qualities, captions, chapters, and what its server says of the video. */
export abstract class PlayerInterface extends MediaElement {
  /** Picture sizes that can be chosen; empty when there is no choice. */
  get qualities(): readonly Quality[] {
    return this.playback.engine?.qualities ?? [];
  }
  /** Id of the chosen quality, or `auto`. */
  get quality(): number | 'auto' {
    return this.playback.engine?.quality ?? 'auto';
  }
  set quality(quality: number | 'auto') {
    if (this.playback.engine) this.playback.engine.quality = quality;
  }

  /** What the "next" button of the controls does: set by a page that plays one video after another. */
  playNext: (() => void) | undefined;

  /** Chapters of the video, in order; `piya-extraschange` says when they are there. Only asked for by controls. */
  abstract get chapters(): readonly Chapter[];
  /** Previews for the seek bar, once they are known. */
  abstract get storyboard(): Storyboard | undefined;
  /** Title of the video: the `title` attribute, or the one that its server gives; empty when there is none. */
  get videoTitle(): string {
    return this.title || (this.playback.resolution?.title ?? '');
  }
  /** Address of the still picture: the `poster`, or the one that the server gives; empty when there is none. */
  get videoPoster(): string {
    return this.poster || (this.playback.resolution?.poster ?? '');
  }
  /** How it plays now: `hls`, `file`, or `embed` for PeerTube's own player. */
  get sourceKind(): EngineKind | undefined {
    return this.playback.source?.kind;
  }

  /** Captions that can be shown. */
  get captions(): readonly Caption[] {
    return this.playback.engine?.captions ?? [];
  }
  /** Id of the shown captions, null for none. A language chooses the captions in it, now or as soon as there are any. */
  get caption(): string | null {
    const { engine, intent } = this.playback;
    return engine === undefined ? intent.caption : engine.caption;
  }
  set caption(id: string | null) {
    this.playback.set({ caption: id });
  }
}
