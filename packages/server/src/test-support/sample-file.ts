import { createHash, randomBytes } from 'node:crypto';

/** The beginning of every MP4: a box of 24 bytes that names the kind of file (ISO/IEC 14496-12, `ftyp`). */
const MP4_BEGINNING = Buffer.from('000000186674797069736f6d0000020069736f6d6d703432', 'hex');

/** Bytes that are an MP4 by their beginning and like no other file by the rest. */
export function sampleMp4(sizeBytes = 50_000): Buffer<ArrayBuffer> {
  const rest = randomBytes(Math.max(0, sizeBytes - MP4_BEGINNING.length));
  return Buffer.concat([MP4_BEGINNING, rest]) as Buffer<ArrayBuffer>;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
