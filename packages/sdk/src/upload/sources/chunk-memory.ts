/** Memory that goes from one chunk to the next, so that an upload needs that of one. */
export interface ChunkMemory {
  /** So many bytes, with anything in them. */
  take(sizeBytes: number): Uint8Array<ArrayBuffer>;
  /** Gives it to a later chunk. No reader may be left: an abandoned request may be one. */
  give(bytes: Uint8Array<ArrayBuffer>): void;
}

export function chunkMemory(): ChunkMemory {
  let spare: ArrayBuffer | undefined;
  return {
    take(sizeBytes) {
      const fits = spare && spare.byteLength >= sizeBytes ? spare : undefined;
      if (fits) spare = undefined;
      return new Uint8Array(fits ?? new ArrayBuffer(sizeBytes), 0, sizeBytes);
    },
    give({ buffer }) {
      spare = buffer;
    },
  };
}
