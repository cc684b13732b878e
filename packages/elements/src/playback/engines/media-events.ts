/**
 * The events that a media element fires, without `error`: a failing engine has a separate event
 * ({@link EngineFailEvent}), because the page hears of an error only when nothing else can take over.
 *
 * @see HTML Living Standard, 4.8.11.16 "Events summary"
 */
export const MEDIA_EVENTS = [
  'abort',
  'canplay',
  'canplaythrough',
  'durationchange',
  'emptied',
  'ended',
  'loadeddata',
  'loadedmetadata',
  'loadstart',
  'pause',
  'play',
  'playing',
  'progress',
  'ratechange',
  'resize',
  'seeked',
  'seeking',
  'stalled',
  'suspend',
  'timeupdate',
  'volumechange',
  'waiting',
  'enterpictureinpicture',
  'leavepictureinpicture',
] as const;

export type MediaEventName = (typeof MEDIA_EVENTS)[number];
