/** A byte range of a file; `end` is exclusive. */
export interface Range {
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

export interface Segment extends Range {
  /** Seconds from the start of the video. */
  readonly time: number;
  readonly duration: number;
}

/** A media playlist that a starter can play: whole, plain, fragmented MP4 by byte ranges. */
export interface MediaPlaylist {
  readonly url: string;
  readonly init: Range;
  readonly segments: readonly Segment[];
  /** Seconds. */
  readonly duration: number;
}

export interface Level {
  readonly url: string;
  /** Bits per second. */
  readonly bandwidth: number;
  /** Lines of the picture, 0 when it is not said. */
  readonly height: number;
  /** The media playlist of the sound, where it is apart. */
  readonly audioUrl: string | undefined;
}

/** What a starter leaves to the engine: encryption, variables, lives, gaps, and media that is not one plain timeline. */
const UNFIT =
  /^#EXT-X-(KEY|SESSION-KEY|DEFINE|DISCONTINUITY|GAP|PART|I-FRAMES-ONLY|CONTENT-STEERING|SKIP|DATERANGE)\b/m;

/**
 * The levels of a master playlist, as it lists them.
 *
 * @returns `undefined` for anything that is not a plain master playlist.
 */
export function parseMaster(text: string, url: string): Level[] | undefined {
  if (!text.startsWith('#EXTM3U') || UNFIT.test(text)) return undefined;
  const lines = linesOf(text);
  const sounds = lines
    .filter((line) => line.startsWith('#EXT-X-MEDIA:'))
    .map(attributesOf)
    .filter(({ TYPE, URI }) => TYPE === 'AUDIO' && URI !== undefined);
  const levels: Level[] = [];
  lines.forEach((line, index) => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return;
    const { AUDIO, BANDWIDTH, RESOLUTION } = attributesOf(line);
    const address = lines.slice(index + 1).find((next) => !next.startsWith('#'));
    if (address === undefined) return;
    const group = sounds.filter((sound) => sound['GROUP-ID'] === AUDIO);
    const sound = group.find(({ DEFAULT }) => DEFAULT === 'YES') ?? group[0];
    levels.push({
      url: new URL(address, url).href,
      bandwidth: Number(BANDWIDTH ?? 0),
      height: Number(RESOLUTION?.split('x')[1] ?? 0),
      audioUrl: sound?.URI === undefined ? undefined : new URL(sound.URI, url).href,
    });
  });
  return levels.length > 0 ? levels : undefined;
}

/** @returns `undefined` for a live, and for everything that is not fragmented MP4 by byte ranges on one timeline. */
export function parseMedia(text: string, url: string): MediaPlaylist | undefined {
  if (!text.startsWith('#EXTM3U') || UNFIT.test(text) || !/^#EXT-X-ENDLIST/m.test(text)) return undefined;
  let init: Range | undefined;
  const segments: Segment[] = [];
  let time = 0;
  let duration = 0;
  let range: string | undefined;
  for (const line of linesOf(text)) {
    if (line.startsWith('#EXT-X-MAP:')) {
      const { BYTERANGE, URI } = attributesOf(line);
      if (init !== undefined || URI === undefined) return undefined;
      init = rangeOf(new URL(URI, url).href, BYTERANGE, 0);
    } else if (line.startsWith('#EXTINF:')) {
      duration = Number.parseFloat(line.slice('#EXTINF:'.length));
    } else if (line.startsWith('#EXT-X-BYTERANGE:')) {
      range = line.slice('#EXT-X-BYTERANGE:'.length);
    } else if (!line.startsWith('#')) {
      const found = rangeOf(new URL(line, url).href, range, segments.at(-1)?.end);
      if (found === undefined || !(duration > 0)) return undefined;
      segments.push({ ...found, time, duration });
      time += duration;
      range = undefined;
    }
  }
  return init === undefined || segments.length === 0 ? undefined : { url, init, segments, duration: time };
}

/** Whether a text is a playlist of any kind. */
export const isPlaylist = (text: string): boolean => /^\uFEFF?#EXTM3U/.test(text);

/** `length@start`; without a start it follows the range before. */
function rangeOf(url: string, text: string | undefined, previousEnd: number | undefined): Range | undefined {
  const [length, offset] = text?.split('@') ?? [];
  const start = offset === undefined ? previousEnd : Number(offset);
  const size = Number(length);
  return start === undefined || !(size > 0) || !(start >= 0) ? undefined : { url, start, end: start + size };
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `#TAG:NAME=value,NAME="value, with a comma"`. */
function attributesOf(line: string): Record<string, string | undefined> {
  const attributes: Record<string, string | undefined> = {};
  for (const [, name = '', quoted, plain] of line.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))/g)) {
    attributes[name] = quoted ?? plain;
  }
  return attributes;
}
