/** One message of an RTMP connection. */
export interface RtmpMessage {
  type: number;
  timestampMs: number;
  streamId: number;
  body: Buffer;
}

export const MessageTypes = {
  setChunkSize: 1,
  ack: 3,
  windowAckSize: 5,
  peerBandwidth: 6,
  audio: 8,
  video: 9,
  data: 18,
  command: 20,
} as const;

const EXTENDED = 0xffffff;
const HEADER_BYTES = [11, 7, 3, 0] as const;

interface ChunkStream {
  timestampMs: number;
  deltaMs: number;
  length: number;
  type: number;
  streamId: number;
  extended: boolean;
  parts: Buffer[];
  received: number;
}

/** Puts messages together from the chunks that they travel in (RTMP specification 1.0, section 5.3). */
export class ChunkReader {
  #buffer: Buffer = Buffer.alloc(0);
  #chunkBytes = 128;
  #streams = new Map<number, ChunkStream>();

  /** @returns The messages that these bytes completed. */
  read(bytes: Buffer): RtmpMessage[] {
    this.#buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, bytes]) : bytes;
    const messages: RtmpMessage[] = [];
    for (;;) {
      const chunk = this.#next();
      if (chunk === undefined) return messages;
      if (chunk === 'incomplete') continue;
      if (chunk.type === MessageTypes.setChunkSize) this.#chunkBytes = chunk.body.readUInt32BE(0) & 0x7fffffff;
      else messages.push(chunk);
    }
  }

  /** Takes one chunk off the buffer, or nothing when it is not there in whole. */
  #next(): RtmpMessage | 'incomplete' | undefined {
    const buffer = this.#buffer;
    const basic = basicHeader(buffer);
    if (!basic) return undefined;
    const { format, id } = basic;
    let { offset } = basic;
    const headerBytes = HEADER_BYTES[format] ?? 0;
    if (buffer.length < offset + headerBytes) return undefined;
    const before = this.#streams.get(id);
    const stream: ChunkStream = before
      ? { ...before }
      : { timestampMs: 0, deltaMs: 0, length: 0, type: 0, streamId: 0, extended: false, parts: [], received: 0 };
    let time = stream.deltaMs;
    if (headerBytes >= 3) {
      time = buffer.readUIntBE(offset, 3);
      stream.extended = time === EXTENDED;
    }
    if (headerBytes >= 7) {
      stream.length = buffer.readUIntBE(offset + 3, 3);
      stream.type = buffer.readUInt8(offset + 6);
    }
    if (headerBytes === 11) stream.streamId = buffer.readUInt32LE(offset + 7);
    offset += headerBytes;
    if (stream.extended) {
      if (buffer.length < offset + 4) return undefined;
      if (headerBytes >= 3) time = buffer.readUInt32BE(offset);
      offset += 4;
    }
    const wanted = Math.min(this.#chunkBytes, stream.length - stream.received);
    if (buffer.length < offset + wanted) return undefined;
    if (stream.received === 0) {
      stream.timestampMs = format === 0 ? time : stream.timestampMs + time;
      stream.deltaMs = format === 0 ? 0 : time;
    }
    stream.parts = [...stream.parts, buffer.subarray(offset, offset + wanted)];
    stream.received += wanted;
    this.#buffer = buffer.subarray(offset + wanted);
    this.#streams.set(id, stream);
    if (stream.received < stream.length) return 'incomplete';
    const body = Buffer.concat(stream.parts);
    Object.assign(stream, { parts: [], received: 0 });
    return { type: stream.type, timestampMs: stream.timestampMs, streamId: stream.streamId, body };
  }
}

/** The first one to three bytes: how much of the header follows, and which chunk stream this is. */
function basicHeader(buffer: Buffer): { format: number; id: number; offset: number } | undefined {
  const first = buffer[0];
  if (first === undefined) return undefined;
  const format = first >> 6;
  const id = first & 63;
  if (id > 1) return { format, id, offset: 1 };
  if (buffer.length < 2 + id) return undefined;
  return id === 0
    ? { format, id: 64 + buffer.readUInt8(1), offset: 2 }
    : { format, id: 64 + buffer.readUInt16LE(1), offset: 3 };
}

/** Chunks of this size were announced to the publisher, so every message of ours fits into one. */
export const OUT_CHUNK_BYTES = 4096;

/** One message of ours, in one chunk. */
export function writeMessage(type: number, body: Buffer, streamId = 0): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(type === MessageTypes.command ? 3 : 2, 0);
  header.writeUIntBE(body.length, 4, 3);
  header.writeUInt8(type, 7);
  header.writeUInt32LE(streamId, 8);
  return Buffer.concat([header, body]);
}

export function uint32(value: number, ...rest: number[]): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return Buffer.concat([bytes, Buffer.from(rest)]);
}
