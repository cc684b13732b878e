import type { EmbedParameters } from '@piyakast/sdk';
import { property } from 'lit/decorators.js';
import type { EngineKind, EngineSource } from '../playback/engines/engine.js';
import { PlaybackElement } from '../player/playback-element.js';

const ORDER: readonly EngineKind[] = ['embed', 'hls', 'file'];

/**
 * @tagname piya-embed
 * @summary PeerTube's own player in an iframe, driven by its embed API, with hls.js and the plain file behind it.
 *
 * Offers the HTMLMediaElement interface as far as the embed API reaches: no buffered ranges, no picture size, the
 * position to half a second. Mute is volume 0 with the volume remembered.
 *
 * PeerTube's player shows its controls unless `without-controls` is set; the attributes that switch a part off are named
 * `without-…`, because an absent attribute leaves PeerTube's default.
 *
 * @fires {CustomEvent<PiyaErrorDetail>} piya-error - Nothing plays now; `willRetry` says whether another attempt follows.
 * @fires {CustomEvent<PiyaSourceChangeDetail>} piya-sourcechange - Another engine or address plays from now on.
 * @fires {CustomEvent<PiyaStateChangeDetail>} piya-statechange - Loading, ready, switching, waiting for a live, retrying, failed.
 * @csspart stage - Everything inside.
 * @csspart iframe - PeerTube's own player.
 * @csspart video - The `<video>` of the engines behind it.
 * @csspart poster - The still picture before the first play.
 * @csspart play-button - The large button on the poster.
 * @cssproperty --piya-aspect-ratio - Shape of the player. Default `16 / 9`.
 * @cssproperty --piya-radius - Corners. Default `10px`.
 */
export class PiyaEmbed extends PlaybackElement {
  /** Seconds to begin at. */
  @property({ type: Number }) start: number | undefined;

  /** Seconds to stop at. */
  @property({ type: Number }) stop: number | undefined;

  /** Whether viewers share the video among them: `on`, `off`, or the viewer's and the instance's choice. */
  @property() p2p: '' | 'on' | 'off' = '';

  /** Look of PeerTube's player, `lucide` or `galaxy`; since PeerTube 8. */
  @property({ attribute: 'player-theme' }) playerTheme: '' | 'lucide' | 'galaxy' = '';

  /** Which video of a playlist comes first, from 1. */
  @property({ type: Number, attribute: 'playlist-position' }) playlistPosition: number | undefined;

  /** `web-video`: plain files instead of HLS, where the instance makes them. */
  @property() mode: '' | 'web-video' | 'p2p-media-loader' = '';

  /** Colour of PeerTube's large play button, in CSS. */
  @property({ attribute: 'big-play-color' }) bigPlayColor = '';

  /** Colour of the texts and icons of PeerTube's player, in CSS. */
  @property({ attribute: 'foreground-color' }) foregroundColor = '';

  /** Hides all controls. */
  @property({ type: Boolean, attribute: 'without-controls' }) withoutControls = false;

  /** Hides the bar, and keeps the large button and the keyboard. */
  @property({ type: Boolean, attribute: 'without-control-bar' }) withoutControlBar = false;

  /** Hides the video's title. */
  @property({ type: Boolean, attribute: 'without-title' }) withoutTitle = false;

  /** Hides the notice about sharing among viewers. */
  @property({ type: Boolean, attribute: 'without-warning-title' }) withoutWarningTitle = false;

  /** Hides the link to PeerTube. */
  @property({ type: Boolean, attribute: 'without-peertube-link' }) withoutPeertubeLink = false;

  protected engineOrder(): readonly EngineKind[] {
    return ORDER;
  }

  protected embedParameters(): EmbedParameters {
    const off = (without: boolean, name: keyof EmbedParameters) => (without ? { [name]: false } : {});
    return {
      ...(this.start === undefined ? {} : { start: this.start }),
      ...(this.stop === undefined ? {} : { stop: this.stop }),
      ...(this.subtitle === '' ? {} : { subtitle: this.subtitle }),
      ...(this.p2p === '' ? {} : { p2p: this.p2p === 'on' }),
      ...(this.playerTheme === '' ? {} : { playerTheme: this.playerTheme }),
      ...(this.playlistPosition === undefined ? {} : { playlistPosition: this.playlistPosition }),
      ...(this.mode === '' ? {} : { mode: this.mode }),
      ...(this.bigPlayColor === '' ? {} : { bigPlayBackgroundColor: this.bigPlayColor }),
      ...(this.foregroundColor === '' ? {} : { foregroundColor: this.foregroundColor }),
      ...(this.defaultPlaybackRate === 1 ? {} : { playbackRate: this.defaultPlaybackRate }),
      ...(this.loop ? { loop: true } : {}),
      ...(this.autoplay && this.muted ? { muted: true } : {}),
      ...off(this.withoutControls, 'controls'),
      ...off(this.withoutControlBar, 'controlBar'),
      ...off(this.withoutTitle, 'title'),
      ...off(this.withoutWarningTitle, 'warningTitle'),
      ...off(this.withoutPeertubeLink, 'peertubeLink'),
    };
  }

  /** PeerTube's player brings its own poster and button. A page that gives a poster wants nothing loaded before play. */
  protected opensEarly({ kind }: EngineSource): boolean {
    return this.preload === 'auto' || (kind === 'embed' && this.poster === '');
  }
}
