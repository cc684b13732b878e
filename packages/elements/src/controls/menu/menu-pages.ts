import type { Chapter } from '../../playback/video-extras.js';
import { CAPTION_BACKGROUNDS, CAPTION_SIZES, type CaptionStyle } from '../caption-style.js';
import { chapterAt } from '../chapters.js';
import type { AudioTrackChoice, ControlledMedia } from '../controlled-media.js';
import { formatTime } from '../format-time.js';
import type { ControlsMessage } from '../messages.js';
import { SPEEDS, speedText } from '../speeds.js';

export type MenuId =
  | 'settings'
  | 'quality'
  | 'audio'
  | 'speed'
  | 'captions'
  | 'caption-look'
  | 'caption-size'
  | 'caption-background'
  | 'chapters';

/** A line of a menu: it opens a page, or chooses something. */
export interface MenuItem {
  readonly label: string;
  /** What is chosen there now, or when a chapter begins. */
  readonly value?: string;
  readonly opens?: MenuId;
  readonly checked?: boolean;
  choose?(): void;
}

/** One page of the settings. */
export interface MenuPage {
  readonly title: string;
  /** Where "back" leads; undefined on the first page. */
  readonly parent: MenuId | undefined;
  readonly items: readonly MenuItem[];
}

export interface MenuContext {
  readonly media: ControlledMedia;
  readonly language: string;
  readonly captionStyle: CaptionStyle;
  readonly chapters: readonly Chapter[];
  text(key: ControlsMessage, values?: Record<string, string | number>): string;
  seek(seconds: number): void;
  setCaption(id: string | null): void;
  setCaptionStyle(style: CaptionStyle): void;
}

type MakePage = (context: MenuContext) => Omit<MenuPage, 'parent'>;

/** All pages; the first one lists only what there is to choose. */
export function menuPage(id: MenuId, context: MenuContext): MenuPage {
  const [parent, make] = PAGES[id];
  return { parent, ...make(context) };
}

const PAGES: Readonly<Record<MenuId, readonly [MenuId | undefined, MakePage]>> = {
  settings: [undefined, settingsPage],
  quality: ['settings', qualityPage],
  audio: ['settings', audioPage],
  speed: ['settings', speedPage],
  captions: ['settings', captionsPage],
  chapters: ['settings', chaptersPage],
  'caption-look': ['captions', captionLookPage],
  'caption-size': ['caption-look', captionSizePage],
  'caption-background': ['caption-look', captionBackgroundPage],
};

function settingsPage(context: MenuContext) {
  const { chapters, media, text, language } = context;
  const pages: (readonly [boolean, ControlsMessage, MenuId, string])[] = [
    [media.qualities.length > 1, 'quality', 'quality', qualityText(context)],
    [media.captions.length > 0, 'captions', 'captions', shownCaption(context)],
    [audioTracks(media).length > 1, 'audio', 'audio', checkedLabel(audioPage(context).items)],
    [
      !media.controlsList?.contains('noplaybackrate'),
      'speed',
      'speed',
      media.playbackRate === 1 ? text('normal') : speedText(media.playbackRate, language),
    ],
    [chapters.length > 0, 'chapters', 'chapters', chapterAt(chapters, media.currentTime)?.title ?? ''],
  ];
  const items = pages.flatMap(([isThere, label, opens, value]) =>
    isThere ? [{ label: text(label), opens, value }] : [],
  );
  return { title: text('settings'), items };
}

function qualityPage({ media, text }: MenuContext) {
  const choice = (label: string, quality: number | 'auto'): MenuItem => ({
    label,
    checked: media.quality === quality,
    choose: () => {
      media.quality = quality;
    },
  });
  const sizes = [...media.qualities].sort((a, b) => b.height - a.height);
  return {
    title: text('quality'),
    items: [choice(text('auto'), 'auto'), ...sizes.map(({ id, label }) => choice(label, id))],
  };
}

function qualityText({ media, text }: MenuContext): string {
  const active = media.qualities.find(({ active, id }) => (media.quality === 'auto' ? active : id === media.quality));
  if (media.quality !== 'auto') return active?.label ?? '';
  return active === undefined ? text('auto') : text('autoWith', { label: active.label });
}

const audioTracks = (media: ControlledMedia): AudioTrackChoice[] => [...(media.audioTracks ?? [])];

function audioPage({ media, text }: MenuContext) {
  const tracks = audioTracks(media);
  const items = tracks.map((track, index) => ({
    label: track.label || track.language || text('track', { number: index + 1 }),
    checked: track.enabled,
    choose: () => {
      // One at a time: a player mixes no two sounds.
      for (const other of tracks) other.enabled = other === track;
    },
  }));
  return { title: text('audio'), items };
}

function speedPage({ language, media, text }: MenuContext) {
  const items = SPEEDS.map((speed) => ({
    label: speed === 1 ? text('normal') : speedText(speed, language),
    checked: media.playbackRate === speed,
    choose: () => {
      media.playbackRate = speed;
    },
  }));
  return { title: text('speed'), items };
}

function captionsPage({ media, setCaption, text }: MenuContext) {
  const choice = (label: string, id: string | null): MenuItem => ({
    label,
    checked: media.caption === id,
    choose: () => setCaption(id),
  });
  return {
    title: text('captions'),
    items: [
      choice(text('off'), null),
      ...media.captions.map(({ id, label }) => choice(label, id)),
      { label: text('captionLook'), opens: 'caption-look' as const },
    ],
  };
}

function shownCaption({ media, text }: MenuContext): string {
  return media.captions.find(({ id }) => id === media.caption)?.label ?? text('off');
}

function captionLookPage(context: MenuContext) {
  const { text } = context;
  return {
    title: text('captionLook'),
    items: [
      { label: text('captionSize'), opens: 'caption-size' as const, value: `${context.captionStyle.size}%` },
      {
        label: text('captionBackground'),
        opens: 'caption-background' as const,
        value: checkedLabel(captionBackgroundPage(context).items),
      },
    ],
  };
}

function captionSizePage({ captionStyle, setCaptionStyle, text }: MenuContext) {
  const items = CAPTION_SIZES.map((size) => ({
    label: `${size}%`,
    checked: captionStyle.size === size,
    choose: () => setCaptionStyle({ ...captionStyle, size }),
  }));
  return { title: text('captionSize'), items };
}

function captionBackgroundPage({ captionStyle, setCaptionStyle, text }: MenuContext) {
  const labels = { none: 'backgroundNone', half: 'backgroundHalf', full: 'backgroundFull' } as const;
  const items = CAPTION_BACKGROUNDS.map((background) => ({
    label: text(labels[background]),
    checked: captionStyle.background === background,
    choose: () => setCaptionStyle({ ...captionStyle, background }),
  }));
  return { title: text('captionBackground'), items };
}

function chaptersPage({ chapters, media, seek, text }: MenuContext) {
  const current = chapterAt(chapters, media.currentTime);
  const items = chapters.map((chapter) => ({
    label: chapter.title,
    value: formatTime(chapter.start, media.duration),
    checked: chapter.start === current?.start,
    choose: () => seek(chapter.start),
  }));
  return { title: text('chapters'), items };
}

const checkedLabel = (items: readonly MenuItem[]): string => items.find(({ checked }) => checked)?.label ?? '';
