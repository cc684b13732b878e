import { sourceChanged } from '../engine/upload-failure.js';
import { type LeanChunks, leanChunks } from '../sources/lean-chunks.js';

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

/** Of a Blob, read at a time: larger pieces are put together from smaller ones, which is garbage again. */
const PIECE_BYTES = 64 * 1024;

/** Chunks of any Blob. */
export function blobChunks(whole: Blob): LeanChunks {
  return leanChunks(whole, (chunk) => {
    let position = 0;
    return async (into) => {
      // Not from its stream, whose pieces are the Blob's own memory in Deno: these are ours to give up.
      const piece: Transferable = await chunk.slice(position, position + PIECE_BYTES).arrayBuffer();
      const { byteLength } = piece;
      if (byteLength === 0) throw sourceChanged('it became shorter.');
      into.set(new Uint8Array(piece));
      // Left to the collector, the pieces take more memory than a chunk before it comes.
      piece.transfer?.(0);
      position += byteLength;
      return byteLength;
    };
  });
}
