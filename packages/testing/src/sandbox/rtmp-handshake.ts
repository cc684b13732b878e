const HANDSHAKE_BYTES = 1536;

/** Version and random bytes each way, before the first message. Ours are an echo of theirs, which publishers accept. */
export class RtmpHandshake {
  #pending: Buffer | undefined = Buffer.alloc(0);
  #isAnswered = false;

  /** @returns What to answer now, and the bytes that follow the handshake; no `rest` while it is not complete. */
  take(bytes: Buffer): { answer?: Buffer; rest?: Buffer } {
    if (!this.#pending) return { rest: bytes };
    const received = Buffer.concat([this.#pending, bytes]);
    this.#pending = received;
    const answer = this.#answerTo(received);
    if (received.length < 1 + 2 * HANDSHAKE_BYTES) return answer ? { answer } : {};
    this.#pending = undefined;
    const rest = received.subarray(1 + 2 * HANDSHAKE_BYTES);
    return answer ? { answer, rest } : { rest };
  }

  #answerTo(received: Buffer): Buffer | undefined {
    if (this.#isAnswered || received.length < 1 + HANDSHAKE_BYTES) return undefined;
    this.#isAnswered = true;
    const theirs = received.subarray(1, 1 + HANDSHAKE_BYTES);
    return Buffer.concat([Buffer.from([3]), Buffer.alloc(HANDSHAKE_BYTES), theirs]);
  }
}
