import { type Box, boxesIn, findBox, viewOf } from './boxes.js';

/** A track of an init segment. */
export interface Track {
  readonly id: number;
  readonly kind: 'video' | 'audio';
  /** As `MediaSource.isTypeSupported()` takes it, read from the media and not from a playlist. */
  readonly codec: string;
  readonly timescale: number;
  /** What `trex` says of a sample that says nothing. */
  readonly defaults: { readonly duration: number; readonly size: number; readonly flags: number };
}

/**
 * The tracks of an init segment: H.264 and AAC, which is what PeerTube's HLS holds.
 *
 * @returns `undefined` for any other codec, for encrypted tracks, and for what is no init segment.
 */
export function parseInit(bytes: Uint8Array): Track[] | undefined {
  const view = viewOf(bytes);
  const moov = findBox(view, { body: 0, end: bytes.length }, 'moov');
  if (moov === undefined) return undefined;
  const tracks: Track[] = [];
  for (const trak of boxesIn(view, moov.body, moov.end)) {
    if (trak.type !== 'trak') continue;
    const track = trackOf(view, trak, moov);
    if (track === undefined) return undefined;
    tracks.push(track);
  }
  return tracks.length > 0 ? tracks : undefined;
}

function trackOf(view: DataView, trak: Box, moov: Box): Track | undefined {
  const tkhd = findBox(view, trak, 'tkhd');
  const mdhd = findBox(view, trak, 'mdia/mdhd');
  const stsd = findBox(view, trak, 'mdia/minf/stbl/stsd');
  if (tkhd === undefined || mdhd === undefined || stsd === undefined) return undefined;
  const id = view.getUint32(tkhd.body + (view.getUint8(tkhd.body) === 1 ? 20 : 12));
  const timescale = view.getUint32(mdhd.body + (view.getUint8(mdhd.body) === 1 ? 20 : 12));
  const [entry] = boxesIn(view, stsd.body + 8, stsd.end);
  if (entry === undefined) return undefined;
  const coding = entry.type === 'avc1' ? avc(view, entry) : entry.type === 'mp4a' ? aac(view, entry) : undefined;
  return coding && { id, timescale, ...coding, defaults: defaultsOf(view, moov, id) };
}

/** Profile, constraints and level stand in the decoder configuration. */
function avc(view: DataView, entry: Box): Pick<Track, 'kind' | 'codec'> | undefined {
  const avcC = findBox(view, { body: entry.body + 78, end: entry.end }, 'avcC');
  if (avcC === undefined) return undefined;
  const hex = [1, 2, 3].map((at) =>
    view
      .getUint8(avcC.body + at)
      .toString(16)
      .padStart(2, '0'),
  );
  return { kind: 'video', codec: `avc1.${hex.join('')}` };
}

/** The object type is in the first bits of the decoder's configuration, four descriptors down. */
function aac(view: DataView, entry: Box): Pick<Track, 'kind' | 'codec'> | undefined {
  const esds = findBox(view, { body: entry.body + 28, end: entry.end }, 'esds');
  if (esds === undefined) return undefined;
  let at = esds.body + 4;
  const descriptor = (tag: number): boolean => {
    if (at >= esds.end || view.getUint8(at) !== tag) return false;
    at += 1;
    // Its length, seven bits a byte.
    while (at < esds.end && view.getUint8(at) & 0x80) at += 1;
    at += 1;
    return at < esds.end;
  };
  if (!descriptor(0x03)) return undefined;
  at += 3;
  if (!descriptor(0x04) || view.getUint8(at) !== 0x40) return undefined;
  at += 13;
  if (!descriptor(0x05)) return undefined;
  const short = view.getUint8(at) >> 3;
  const objectType = short === 31 ? 32 + (((view.getUint8(at) & 7) << 3) | (view.getUint8(at + 1) >> 5)) : short;
  return { kind: 'audio', codec: `mp4a.40.${objectType}` };
}

function defaultsOf(view: DataView, moov: Box, id: number): Track['defaults'] {
  const mvex = findBox(view, moov, 'mvex');
  for (const trex of mvex === undefined ? [] : boxesIn(view, mvex.body, mvex.end)) {
    if (trex.type !== 'trex' || view.getUint32(trex.body + 4) !== id) continue;
    const [duration, size, flags] = [12, 16, 20].map((at) => view.getUint32(trex.body + at));
    return { duration: duration ?? 0, size: size ?? 0, flags: flags ?? 0 };
  }
  return { duration: 0, size: 0, flags: 0 };
}

/** What `addSourceBuffer()` takes for these tracks. */
export function mimeOf(tracks: readonly Track[]): string {
  const kind = tracks.some((track) => track.kind === 'video') ? 'video' : 'audio';
  return `${kind}/mp4;codecs="${tracks.map(({ codec }) => codec).join(',')}"`;
}
