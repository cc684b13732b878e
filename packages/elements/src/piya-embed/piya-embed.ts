import type { EmbedParameters } from '@piyakast/sdk';
import type { EngineKind, EngineSource } from '../playback/engines/engine.js';
import { PlaybackElement } from '../player/playback-element.js';
import { reflect } from '../player/reflected.js';

const TEXTS_AND_FLAGS = {
  p2p: '',
  playerTheme: '',
  mode: '',
  bigPlayColor: '',
  foregroundColor: '',
  withoutControls: false,
  withoutControlBar: false,
  withoutTitle: false,
  withoutWarningTitle: false,
  withoutPeertubeLink: false,
};

const ATTRIBUTES = {
  playerTheme: 'player-theme',
  bigPlayColor: 'big-play-color',
  foregroundColor: 'foreground-color',
  withoutControls: 'without-controls',
  withoutControlBar: 'without-control-bar',
  withoutTitle: 'without-title',
  withoutWarningTitle: 'without-warning-title',
  withoutPeertubeLink: 'without-peertube-link',
};

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
  protected static override readonly ownAttributes: readonly string[] = [
    ...PlaybackElement.ownAttributes,
    ...reflect(PiyaEmbed.prototype, TEXTS_AND_FLAGS, ATTRIBUTES),
    'playlist-position',
    'start',
    'stop',
  ];

  /**
   * Seconds to begin at.
   * @attr start
   */
  get start(): number | undefined {
    return numberOf(this, 'start');
  }
  set start(seconds: number | undefined) {
    setNumber(this, 'start', seconds);
  }

  /**
   * Seconds to stop at.
   * @attr stop
   */
  get stop(): number | undefined {
    return numberOf(this, 'stop');
  }
  set stop(seconds: number | undefined) {
    setNumber(this, 'stop', seconds);
  }

  /**
   * Whether viewers share the video among them: `on`, `off`, or the viewer's and the instance's choice.
   * @attr p2p
   */
  declare p2p: '' | 'on' | 'off';

  /**
   * Look of PeerTube's player, `lucide` or `galaxy`; since PeerTube 8.
   * @attr player-theme
   */
  declare playerTheme: '' | 'lucide' | 'galaxy';

  /**
   * Which video of a playlist comes first, from 1.
   * @attr playlist-position
   */
  get playlistPosition(): number | undefined {
    return numberOf(this, 'playlist-position');
  }
  set playlistPosition(position: number | undefined) {
    setNumber(this, 'playlist-position', position);
  }

  /**
   * `web-video`: plain files instead of HLS, where the instance makes them.
   * @attr mode
   */
  declare mode: '' | 'web-video' | 'p2p-media-loader';

  /**
   * Colour of PeerTube's large play button, in CSS.
   * @attr big-play-color
   */
  declare bigPlayColor: string;

  /**
   * Colour of the texts and icons of PeerTube's player, in CSS.
   * @attr foreground-color
   */
  declare foregroundColor: string;

  /**
   * Hides all controls.
   * @attr without-controls
   */
  declare withoutControls: boolean;

  /**
   * Hides the bar, and keeps the large button and the keyboard.
   * @attr without-control-bar
   */
  declare withoutControlBar: boolean;

  /**
   * Hides the video's title.
   * @attr without-title
   */
  declare withoutTitle: boolean;

  /**
   * Hides the notice about sharing among viewers.
   * @attr without-warning-title
   */
  declare withoutWarningTitle: boolean;

  /**
   * Hides the link to PeerTube.
   * @attr without-peertube-link
   */
  declare withoutPeertubeLink: boolean;

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
  protected opensEarly({ kind }: Pick<EngineSource, 'kind'>): boolean {
    return this.preload === 'auto' || (kind === 'embed' && this.poster === '');
  }
}

function numberOf(element: Element, name: string): number | undefined {
  const value = element.getAttribute(name);
  return value === null || !Number.isFinite(Number(value)) ? undefined : Number(value);
}

function setNumber(element: Element, name: string, seconds: number | undefined): void {
  if (seconds === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(seconds));
}
