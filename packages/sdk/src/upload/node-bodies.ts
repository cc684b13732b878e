import { type LeanChunks, leanChunks } from './lean-chunks.js';
import { sourceChanged } from './upload-failure.js';

/** Newer than the language version that this is compiled for. */
type Transferable = ArrayBuffer & { transfer?(sizeBytes: number): ArrayBuffer };

/** Bytes that say of themselves what `fetch` asks of a Blob: the stream it sends as it is, where it would copy bytes. */
export class WireBlob extends Blob {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super();
    this.#bytes = bytes;
  }
  override get size(): number {
    return this.#bytes.byteLength;
  }
  /** Not a stream of bytes: `fetch` makes two of each body's stream, and would copy for the second. */
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      start: (controller) => {
        controller.enqueue(this.#bytes);
        controller.close();
      },
    });
  }
  override slice(...range: [number?, number?, string?]): Blob {
    return new Blob([this.#bytes]).slice(...range);
  }
  override text(): Promise<string> {
    return this.slice().text();
  }
  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.slice().arrayBuffer();
  }
}

/** Chunks of any Blob. */
export function blobChunks(whole: Blob): LeanChunks {
  return leanChunks(whole, (chunk) => {
    // Pieces of the runtime's own Blobs are nobody else's.
    const isOurs = chunk.stream === Blob.prototype.stream;
    const reader = chunk.stream().getReader();
    return async (into) => {
      const { done, value } = await reader.read();
      if (done) throw sourceChanged('it became shorter.');
      into.set(value);
      const { byteLength, buffer } = value;
      // Freed at once. Left to the collector, pieces of 64 KiB take more memory than a chunk before it comes.
      if (isOurs && byteLength === buffer.byteLength) (buffer as Transferable).transfer?.(0);
      return byteLength;
    };
  });
}
