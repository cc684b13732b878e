/** Where the fake keeps bytes: memory in tests, a folder in the sandbox. Keys are plain file names. */
export interface FileStorage {
  /**
   * Writes at `offset`; a gap before it reads as zeros.
   *
   * @returns Bytes written. When the stream fails what came before stays, and the error is thrown.
   */
  write(key: string, offset: number, bytes: ReadableStream<Uint8Array> | Uint8Array): Promise<number>;
  /** Bytes of the file; 0 when it does not exist. */
  size(key: string): Promise<number>;
  /** The bytes from `start` up to and without `end`. */
  read(key: string, start?: number, end?: number): ReadableStream<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Hexadecimal SHA-256 of the whole file. */
  sha256(key: string): Promise<string>;
}

/** Keeps files as growing arrays. */
export function createMemoryStorage(): FileStorage {
  const files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; size: number }>();

  const room = (key: string, end: number) => {
    const file = files.get(key) ?? { bytes: new Uint8Array(0), size: 0 };
    files.set(key, file);
    if (end > file.bytes.length) {
      const grown = new Uint8Array(Math.max(end, file.bytes.length * 2));
      grown.set(file.bytes.subarray(0, file.size));
      file.bytes = grown;
    }
    file.size = Math.max(file.size, end);
    return file;
  };

  return {
    async write(key, offset, source) {
      let position = offset;
      for await (const chunk of chunksOf(source)) {
        room(key, position + chunk.length).bytes.set(chunk, position);
        position += chunk.length;
      }
      return position - offset;
    },
    size: async (key) => files.get(key)?.size ?? 0,
    read(key, start = 0, end) {
      const file = files.get(key);
      const part = file ? file.bytes.slice(start, Math.min(end ?? file.size, file.size)) : new Uint8Array(0);
      return new Blob([part]).stream();
    },
    async rename(from, to) {
      const file = files.get(from);
      if (!file) return;
      files.delete(from);
      files.set(to, file);
    },
    async remove(key) {
      files.delete(key);
    },
    async sha256(key) {
      const file = files.get(key);
      const digest = await crypto.subtle.digest('SHA-256', file ? file.bytes.slice(0, file.size) : new Uint8Array(0));
      return toHex(new Uint8Array(digest));
    },
  };
}

export const toHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Works where `ReadableStream` is not async iterable yet (Safari). */
export async function* chunksOf(source: ReadableStream<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    yield source;
    return;
  }
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
