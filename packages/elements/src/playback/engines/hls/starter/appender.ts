/** Appends to one SourceBuffer, one piece after another. */
export class Appender {
  readonly buffer: SourceBuffer;
  #last: Promise<void> = Promise.resolve();
  #generation = 0;

  constructor(buffer: SourceBuffer) {
    this.buffer = buffer;
  }

  /** Resolves when the piece is in the buffer. After a failure nothing more is appended. */
  append(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    const generation = this.#generation;
    this.#last = this.#last.then(() => (generation === this.#generation ? this.#appendNow(piece) : undefined));
    return this.#last;
  }

  /** Everything that was given so far is in the buffer. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** Drops what waits to be appended. */
  clear(): void {
    this.#generation += 1;
  }

  #appendNow(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = new AbortController();
      const { signal } = done;
      const settle = (end: () => void) => () => {
        done.abort();
        end();
      };
      this.buffer.addEventListener('updateend', settle(resolve), { signal });
      this.buffer.addEventListener(
        'error',
        settle(() => reject(new Error('The browser refused the media.'))),
        { signal },
      );
      try {
        this.buffer.appendBuffer(piece);
      } catch (error) {
        settle(() => reject(error))();
      }
    });
  }
}
