/** Consecutive packets of a transport stream that are no coincidence. */
const PACKETS = 5;
/** Consecutive audio frames that are no coincidence behind junk; at the very start of a file one is enough. */
const FRAMES = 3;

/**
 * Whether there are packets of an MPEG transport stream: 188 bytes that begin with 0x47, with 4 bytes in front on cameras
 * and discs (M2TS) or 16 behind (error correction). A stream that was cut in mid-packet begins within the first packet.
 */
export function transportPackets(bytes: Uint8Array): boolean {
  return [188, 192, 204].some((size) => {
    for (let first = 0; first < size && first < bytes.length; first++) {
      const packets = Math.min(PACKETS, Math.floor((bytes.length - 1 - first) / size) + 1);
      // A file of few packets must begin with one.
      if (packets < (first === 0 || first === 4 ? 2 : PACKETS)) continue;
      const isSync = (_: unknown, packet: number) => bytes[first + packet * size] === 0x47;
      if (Array.from({ length: packets }, isSync).every(Boolean)) return true;
    }
    return false;
  });
}

/** Whether there are frames of AAC with their own headers (ADTS, ISO/IEC 13818-7). */
export const adtsFrames = (bytes: Uint8Array): boolean => frames(bytes, adtsLength);

/** Whether there are frames of MPEG audio, layer II or III (ISO/IEC 11172-3, 13818-3). */
export const audioFrames = (bytes: Uint8Array): boolean => frames(bytes, mpegLength);

/** @param lengthAt - Size of the frame whose header is there; `undefined` when there is none. */
function frames(bytes: Uint8Array, lengthAt: (bytes: Uint8Array, at: number) => number | undefined): boolean {
  if (lengthAt(bytes, 0) !== undefined) return true;
  for (let first = bytes.indexOf(0xff); first !== -1; first = bytes.indexOf(0xff, first + 1)) {
    let at = first;
    let found = 0;
    while (found < FRAMES) {
      const length = lengthAt(bytes, at);
      if (length === undefined) break;
      found++;
      at += length;
    }
    if (found === FRAMES) return true;
  }
  return false;
}

function adtsLength(bytes: Uint8Array, at: number): number | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 6);
  if (first !== 0xff || (second & 0xf6) !== 0xf0 || (third & 0x3c) >> 2 >= 13) return undefined;
  const length = ((fourth & 0x03) << 11) | (fifth << 3) | (sixth >> 5);
  return length > 7 ? length : undefined;
}

/** In kbit/s, by the index in the header: version 1 layer II, version 1 layer III, version 2 both. */
const BIT_RATES = [
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000];

function mpegLength(bytes: Uint8Array, at: number): number | undefined {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  // Version 01 and layers other than II (10) and III (01) do not exist, or are not in files.
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || (second & 0x18) === 0x08) return undefined;
  const layer = (second & 0x06) >> 1;
  if (layer !== 1 && layer !== 2) return undefined;
  const isVersion1 = (second & 0x18) === 0x18;
  const bitRate = BIT_RATES[isVersion1 ? (layer === 2 ? 0 : 1) : 2][third >> 4];
  const fullRate = SAMPLE_RATES[(third & 0x0c) >> 2];
  if (!bitRate || fullRate === undefined) return undefined;
  const sampleRate = isVersion1 ? fullRate : fullRate / ((second & 0x18) === 0x10 ? 2 : 4);
  const samples = layer === 1 && !isVersion1 ? 576 : 1_152;
  return Math.floor(((samples / 8) * bitRate * 1_000) / sampleRate) + ((third & 0x02) >> 1);
}
