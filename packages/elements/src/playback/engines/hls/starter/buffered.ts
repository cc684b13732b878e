/** The first picture may be this late in its segment, for the order in which frames are decoded. Seconds. */
const MAX_LATE_START = 0.5;

type Buffered = Pick<HTMLMediaElement, 'buffered' | 'currentTime'>;

/** Whether a position can be played now, or as soon as it is moved to the first picture. */
export function isBuffered({ buffered }: Buffered, time: number): boolean {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) - MAX_LATE_START <= time && time < buffered.end(index)) return true;
  }
  return false;
}

/** Seconds from the position to the end of what is buffered. */
export function secondsToEnd({ buffered, currentTime }: Buffered): number {
  return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1) - currentTime;
}

/** Moves a position that is shortly before the first picture onto it: browsers wait there for ever. */
export function moveToFirstPicture(video: Buffered): void {
  const { buffered, currentTime } = video;
  if (buffered.length === 0) return;
  const late = buffered.start(0) - currentTime;
  if (late > 0 && late < MAX_LATE_START) video.currentTime = buffered.start(0);
}
