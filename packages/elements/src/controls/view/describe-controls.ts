import { nothing } from 'lit';
import { languageOf } from '../../i18n/i18n.js';
import type { Chapter } from '../../playback/video-extras.js';
import type { CaptionLook } from '../caption-look.js';
import { chapterAt } from '../chapters.js';
import type { ControlledMedia } from '../controlled-media.js';
import { chooseCaption } from '../input/captions.js';
import { canFullscreen, isFullscreen } from '../input/fullscreen.js';
import type { Action } from '../input/keys.js';
import { setVolume } from '../input/perform.js';
import { canPictureInPicture, isInPicture } from '../input/picture-in-picture.js';
import type { Menu } from '../menu/menu.js';
import { type MenuContext, menuPage } from '../menu/menu-pages.js';
import { menuView } from '../menu/menu-view.js';
import type { ControlsMessage } from '../messages.js';
import type { RemoteDevices } from '../remote-playback.js';
import { type Timeline, timeAt } from '../timeline.js';
import type { ControlsView } from './controls-view.js';
import { seekBar } from './seek-bar.js';
import { volumeControl } from './volume.js';

/** The state of the controls at one moment, and what they may do. */
export interface ControlsState {
  readonly media: ControlledMedia;
  readonly line: Timeline;
  readonly chapters: readonly Chapter[];
  readonly isBehind: boolean;
  readonly menu: Menu;
  readonly remote: RemoteDevices;
  readonly captionLook: CaptionLook;
  readonly canSetVolume: boolean;
  readonly offersSound: boolean;
  readonly note: string;
  readonly pointed: number | undefined;
  readonly isDragged: boolean;
  text(key: ControlsMessage, values?: Record<string, string | number>): string;
  act(action: Action): void;
  keepCaption(): void;
  seek(seconds: number): void;
  goLive(): void;
  point(part: number | undefined): void;
  drag(part: number): void;
  drop(part: number | undefined): void;
}

/** What the templates show of that state. */
export function describeControls(state: ControlsState): ControlsView {
  const { act, chapters, line, media, menu, remote, text } = state;
  // While a drag shows another place, the bar speaks of that place.
  const time = state.isDragged && state.pointed !== undefined ? timeAt(line, state.pointed) : media.currentTime;
  return {
    media,
    line,
    text,
    isBehind: state.isBehind,
    isFullscreen: isFullscreen(media),
    isInPicture: isInPicture(media),
    canFullscreen: canFullscreen(media),
    canPictureInPicture: canPictureInPicture(media),
    remote: remote.state,
    hasSettings: menuPage('settings', menuContext(state)).items.length > 0,
    isMenuOpen: menu.page !== undefined,
    offersSound: state.offersSound,
    note: state.note,
    time,
    chapterTitle: chapterAt(chapters, time)?.title,
    seekBar: line.canSeek ? seekBarOf(state) : nothing,
    volume: volumeControl({
      volume: media.volume,
      muted: media.muted,
      canSet: state.canSetVolume,
      text,
      onMute: () => act({ do: 'toggle-mute' }),
      onVolume: (volume) => setVolume(media, volume),
    }),
    menu: menu.page === undefined ? nothing : menuView(menu, menuPage(menu.page, menuContext(state)), text),
    onPlay: () => act({ do: 'toggle-play' }),
    onCaptions: () => act({ do: 'toggle-captions' }),
    onSettings: () => menu.toggle('settings'),
    onPictureInPicture: () => act({ do: 'toggle-pip' }),
    onFullscreen: () => act({ do: 'toggle-fullscreen' }),
    onRemote: () => remote.choose(),
    onLive: () => state.goLive(),
    onUnmute: () => setVolume(media, media.volume || 1),
  };
}

function seekBarOf({ chapters, drag, drop, isDragged, line, media, point, pointed, seek, text }: ControlsState) {
  return seekBar({
    line,
    currentTime: media.currentTime,
    buffered: media.buffered,
    chapters,
    storyboard: line.isLive ? undefined : media.storyboard,
    pointed,
    isDragged,
    language: languageOf(media),
    text,
    onHover: point,
    onDrag: drag,
    onDrop: drop,
    onSeek: seek,
  });
}

function menuContext({ captionLook, chapters, keepCaption, media, seek, text }: ControlsState): MenuContext {
  return {
    media,
    language: languageOf(media),
    captionStyle: captionLook.style,
    chapters,
    text,
    seek,
    setCaption: (id) => {
      chooseCaption(media, id);
      keepCaption();
    },
    setCaptionStyle: (style) => captionLook.choose(style),
  };
}
