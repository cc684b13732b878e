import type { EmbedParameters } from '@piyakast/sdk';
import type { EngineKind, EngineSource } from '../playback/engines/engine.js';
import { type ControlsKind, controlsKindOf } from '../player/controls-kind.js';
import { PlaybackElement } from '../player/playback-element.js';
import { reflect } from '../player/reflected.js';

const DIRECT_FIRST: readonly EngineKind[] = ['hls', 'file', 'embed'];
const EMBED_FIRST: readonly EngineKind[] = ['embed', 'hls', 'file'];

/**
 * @tagname piya-player
 * @summary One player with one look for every source: PeerTube, a PIYAKast server, HLS and plain files.
 *
 * Plays PeerTube's HLS directly (PeerTube still counts the view), and continues with the next source at the same position
 * when one fails. Offers the HTMLMediaElement interface, so media-chrome and other tools drive it.
 *
 * @fires {CustomEvent<PiyaErrorDetail>} piya-error - Nothing plays now; `willRetry` says whether another attempt follows.
 * @fires {CustomEvent<PiyaSourceChangeDetail>} piya-sourcechange - Another engine or address plays from now on.
 * @fires {CustomEvent<PiyaStateChangeDetail>} piya-statechange - Loading, ready, switching, waiting for a live, retrying, failed.
 * @fires {CustomEvent} piya-extraschange - Chapters and previews are known.
 * @csspart stage - Everything inside.
 * @csspart video - The `<video>`.
 * @csspart iframe - PeerTube's own player, when it is used.
 * @csspart poster - The still picture before the first play.
 * @csspart play-button - The large button.
 * @csspart spinner - Sign of a longer wait.
 * @csspart live-badge - Sign of a live on air.
 * @csspart panel - Screen of a live that is off air.
 * @csspart note - Line about a retry.
 * @csspart error - Screen of an error.
 * @csspart retry-button - Button of both.
 * @csspart password-form - Question for the password of a protected video.
 * @slot controls-start - In the bar of the player's own controls, after the time.
 * @slot controls-end - In the bar, before the captions.
 * @slot controls-top - At the upper edge, shown with the bar.
 * @csspart controls - The bar of the player's own controls.
 * @csspart button - Each of its buttons; also by name, such as `toggle-play-button`, `settings-button`, `fullscreen-button`.
 * @csspart seek-bar - The position.
 * @csspart volume-bar - The volume.
 * @csspart track - The line of both.
 * @csspart fill - The part of it up to the value.
 * @csspart buffered - A part of the video that is loaded.
 * @csspart thumb - The knob of both.
 * @csspart preview - What floats above the seek bar.
 * @csspart thumbnail - The picture in it.
 * @csspart time - Position and duration.
 * @csspart chapter-title - The chapter that plays.
 * @csspart live-button - "Live", and the way back to it.
 * @csspart volume - Mute button and volume together.
 * @csspart menu - The settings.
 * @csspart menu-item - A line of them.
 * @csspart unmute-button - Offers sound after a start without it.
 * @csspart feedback - A short word about what a key or a touch did.
 * @cssproperty --piya-color-accent - What has been played, and what is chosen.
 * @cssproperty --piya-aspect-ratio - Shape of the player. Default `16 / 9`.
 * @cssproperty --piya-object-fit - How the picture fills it. Default `contain`.
 * @cssproperty --piya-radius - Corners. Default `10px`.
 */
export class PiyaPlayer extends PlaybackElement {
  protected static override readonly ownAttributes: readonly string[] = [
    ...PlaybackElement.ownAttributes,
    ...reflect(PiyaPlayer.prototype, { engine: '' }),
  ];

  /**
   * `embed` puts PeerTube's own player first. @defaultValue direct play
   * @attr engine
   */
  declare engine: '' | 'embed';

  protected engineOrder(): readonly EngineKind[] {
    return this.engine === 'embed' ? EMBED_FIRST : DIRECT_FIRST;
  }

  /** One look on every source: PeerTube's own player is asked to leave its bar out, and ours lies over it. */
  protected override controlsOver(engine: EngineKind | undefined): ControlsKind {
    const kind = controlsKindOf(this);
    return engine === 'embed' && kind === 'native' ? 'none' : kind;
  }

  protected embedParameters(): EmbedParameters {
    return {
      peertubeLink: false,
      ...(controlsKindOf(this) === 'own' ? { controlBar: false, title: false } : {}),
      ...(this.loop ? { loop: true } : {}),
      ...(this.autoplay && this.muted ? { muted: true } : {}),
    };
  }

  /** The start of a file is cheap and has its length. hls.js and an iframe wait for play, or for `preload="auto"`. */
  protected opensEarly({ kind }: Pick<EngineSource, 'kind'>): boolean {
    return this.preload === 'auto' || (kind === 'file' && this.preload !== 'none');
  }
}
