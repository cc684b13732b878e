import { type Box, boxAt, boxesIn, findBox, viewOf } from './boxes.js';
import type { Track } from './init-segment.js';

/** One sample of a fragment: where its bytes are in the segment, and what `trun` says of it. */
interface Sample {
  readonly offset: number;
  readonly size: number;
  readonly duration: number;
  readonly flags: number;
  /** Composition time offset; may be negative. */
  readonly shift: number;
}

interface Run {
  readonly track: Track;
  readonly samples: readonly Sample[];
  /** Decode time of the next sample to give out, in the track's timescale. */
  time: number;
  next: number;
}

/** Shorter pieces cost more in appends than they save. Seconds. */
const MIN_PIECE = 0.2;

/**
 * Cuts a segment into small fragments while it arrives, so that its first samples are played before its last are there.
 *
 * PeerTube's segments (made by ffmpeg) are one `moof` whose `mdat` holds all video before all audio. Each piece is a
 * `moof` of one track with its samples; together they hold every sample of the segment once.
 */
export class Cutter {
  /** The segment's bytes. Those that have not arrived are 0. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #tracks: ReadonlyMap<number, Track>;
  readonly #has: (start: number, end: number) => boolean;
  #runs: Run[] | undefined;
  #sequence = 0;

  /** @param has - Whether the bytes between two offsets have arrived. */
  constructor(bytes: Uint8Array<ArrayBuffer>, tracks: readonly Track[], has: (start: number, end: number) => boolean) {
    this.bytes = bytes;
    this.#tracks = new Map(tracks.map((track) => [track.id, track]));
    this.#has = has;
  }

  /** Where the samples of each track begin, in the order of the tracks; empty until the `moof` is there. */
  get offsets(): number[] {
    return this.#runs?.map(({ samples }) => samples[0]?.offset ?? 0) ?? [];
  }

  /**
   * The pieces that are complete now and were not given out yet.
   *
   * @throws RangeError for a segment that is built in another way.
   */
  take(): Uint8Array<ArrayBuffer>[] {
    this.#runs ??= this.#readHead();
    return (this.#runs ?? []).flatMap((run) => this.#takeOf(run));
  }

  /** Whether every sample was given out. */
  get isDone(): boolean {
    return this.#runs?.every(({ samples, next }) => next === samples.length) ?? false;
  }

  #takeOf(run: Run): Uint8Array<ArrayBuffer>[] {
    const { samples, track } = run;
    let end = run.next;
    let duration = 0;
    for (let sample = samples[end]; sample && this.#has(sample.offset, sample.offset + sample.size); ) {
      duration += sample.duration;
      end += 1;
      sample = samples[end];
    }
    if (end === run.next || (end < samples.length && duration < MIN_PIECE * track.timescale)) return [];
    this.#sequence += 1;
    const piece = fragment(this.bytes, track.id, this.#sequence, run.time, samples.slice(run.next, end));
    run.time += duration;
    run.next = end;
    return [piece];
  }

  #readHead(): Run[] | undefined {
    const view = viewOf(this.bytes);
    let start = 0;
    for (;;) {
      if (!this.#has(start, start + 8)) return undefined;
      const box = boxAt(view, start);
      if (box === undefined || box.end > view.byteLength) throw new RangeError('The segment is not made of boxes.');
      if (box.type === 'mdat') throw new RangeError('The segment has media before its index.');
      if (box.type === 'moof') return this.#has(box.start, box.end) ? this.#readMoof(view, box) : undefined;
      start = box.end;
    }
  }

  #readMoof(view: DataView, moof: Box): Run[] {
    const mdat = boxAt(view, moof.end);
    // A second fragment in the segment would be left out.
    if (mdat?.type !== 'mdat' || mdat.end !== view.byteLength)
      throw new RangeError('The segment has several fragments.');
    const runs: Run[] = [];
    for (const traf of boxesIn(view, moof.body, moof.end)) {
      if (traf.type === 'traf') runs.push(this.#readTraf(view, moof, traf));
    }
    if (runs.length !== this.#tracks.size) throw new RangeError('The segment lacks a track.');
    return runs;
  }

  #readTraf(view: DataView, moof: Box, traf: Box): Run {
    const tfhd = findBox(view, traf, 'tfhd');
    const tfdt = findBox(view, traf, 'tfdt');
    const track = tfhd && this.#tracks.get(view.getUint32(tfhd.body + 4));
    if (tfhd === undefined || tfdt === undefined || track === undefined) throw new RangeError('A track is not known.');
    const flags = view.getUint32(tfhd.body) & 0xffffff;
    // Offsets that count from the file, or from the run before, are not worth reading here.
    if (flags & 0x1 || !(flags & 0x20000)) throw new RangeError('The fragment counts its offsets from elsewhere.');
    const defaults = readDefaults(view, tfhd, flags, track);
    const samples: Sample[] = [];
    for (const trun of boxesIn(view, traf.body, traf.end)) {
      if (trun.type === 'trun') samples.push(...readRun(view, trun, moof.start, defaults));
    }
    const time =
      view.getUint8(tfdt.body) === 1 ? Number(view.getBigUint64(tfdt.body + 4)) : view.getUint32(tfdt.body + 4);
    if (samples.length === 0) throw new RangeError('A track has no samples.');
    return { track, samples, time, next: 0 };
  }
}

function readDefaults(view: DataView, tfhd: Box, flags: number, { defaults }: Track): Track['defaults'] {
  let at = tfhd.body + 8 + (flags & 0x2 ? 4 : 0);
  const optional = (flag: number, otherwise: number): number => {
    if (!(flags & flag)) return otherwise;
    at += 4;
    return view.getUint32(at - 4);
  };
  return {
    duration: optional(0x8, defaults.duration),
    size: optional(0x10, defaults.size),
    flags: optional(0x20, defaults.flags),
  };
}

function readRun(view: DataView, trun: Box, base: number, defaults: Track['defaults']): Sample[] {
  const flags = view.getUint32(trun.body) & 0xffffff;
  if (!(flags & 0x1)) throw new RangeError('A run does not say where its samples are.');
  const count = view.getUint32(trun.body + 4);
  let offset = base + view.getInt32(trun.body + 8);
  let at = trun.body + 12;
  const next = (flag: number): number | undefined => {
    if (!(flags & flag)) return undefined;
    at += 4;
    return view.getUint32(at - 4);
  };
  const firstFlags = next(0x4);
  const samples: Sample[] = [];
  for (let index = 0; index < count; index += 1) {
    const duration = next(0x100) ?? defaults.duration;
    const size = next(0x200) ?? defaults.size;
    const own = next(0x400) ?? defaults.flags;
    const shift = (next(0x800) ?? 0) | 0;
    samples.push({ offset, size, duration, flags: index === 0 ? (firstFlags ?? own) : own, shift });
    offset += size;
  }
  return samples;
}

/** A `moof` that describes some samples of one track, and the `mdat` with their bytes. */
function fragment(
  source: Uint8Array,
  trackId: number,
  sequence: number,
  time: number,
  samples: readonly Sample[],
): Uint8Array<ArrayBuffer> {
  const trunSize = 20 + samples.length * 16;
  const trafSize = 8 + 16 + 20 + trunSize;
  const moofSize = 8 + 16 + trafSize;
  const mediaSize = samples.reduce((sum, { size }) => sum + size, 0);
  const bytes = new Uint8Array(moofSize + 8 + mediaSize);
  const view = viewOf(bytes);
  let at = 0;
  const put = (...values: number[]): void => {
    for (const value of values) {
      view.setUint32(at, value);
      at += 4;
    }
  };
  put(moofSize, BOX.moof);
  put(16, BOX.mfhd, 0, sequence);
  put(trafSize, BOX.traf);
  // Flags: offsets count from the `moof`.
  put(16, BOX.tfhd, 0x020000, trackId);
  put(20, BOX.tfdt, 0x01000000, Math.floor(time / 2 ** 32), time % 2 ** 32);
  // Version 1 (signed composition offsets), with an offset, and duration, size, flags and composition offset of each.
  put(trunSize, BOX.trun, 0x01000f01, samples.length, moofSize + 8);
  for (const { duration, size, flags, shift } of samples) put(duration, size, flags, shift >>> 0);
  put(8 + mediaSize, BOX.mdat);
  for (const { offset, size } of samples) {
    bytes.set(source.subarray(offset, offset + size), at);
    at += size;
  }
  return bytes;
}

const code = (name: string): number => [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
const BOX = {
  moof: code('moof'),
  mfhd: code('mfhd'),
  traf: code('traf'),
  tfhd: code('tfhd'),
  tfdt: code('tfdt'),
  trun: code('trun'),
  mdat: code('mdat'),
};
