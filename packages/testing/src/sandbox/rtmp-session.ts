import type { Socket } from 'node:net';
import { type AmfValue, decodeAmf, encodeAmf } from './amf.js';
import { ChunkReader, MessageTypes, OUT_CHUNK_BYTES, type RtmpMessage, uint32, writeMessage } from './rtmp-chunks.js';
import { RtmpHandshake } from './rtmp-handshake.js';

const WINDOW_BYTES = 2_500_000;
/** A wrong key is let in and dropped after so long: an encoder sees success first (docs/peertube §9). */
const REFUSAL_MS = 500;
const FLV_HEADER = Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0]);
const SET_DATA_FRAME = encodeAmf('@setDataFrame');

/** Where the media of a publisher goes. */
export interface RtmpSink {
  /** FLV bytes, beginning with the header of a file. */
  write(bytes: Buffer): void;
  /** The publisher has left. */
  end(): void;
}

/** Decides on a stream key. @param cut Drops the connection of the publisher. */
export type OnPublish = (streamKey: string, cut: () => void) => RtmpSink | 'unknown' | 'busy';

/** One connection of an encoder, from its handshake to its end. */
export class RtmpSession {
  readonly #socket: Socket;
  readonly #onPublish: OnPublish;
  readonly #reader = new ChunkReader();
  readonly #handshake = new RtmpHandshake();
  #received = 0;
  #acknowledged = 0;
  #sink: RtmpSink | undefined;

  constructor(socket: Socket, onPublish: OnPublish) {
    this.#socket = socket;
    this.#onPublish = onPublish;
    socket.setNoDelay(true);
    socket.on('error', () => this.#leave()); // A broken connection ends the stream too.
    socket.on('close', () => this.#leave());
    socket.on('data', (bytes) => this.#take(bytes));
  }

  #take(bytes: Buffer): void {
    try {
      const { answer, rest } = this.#handshake.take(bytes);
      if (answer) this.#socket.write(answer);
      if (!rest) return;
      this.#received += rest.length;
      this.#acknowledge();
      for (const message of this.#reader.read(rest)) this.#handle(message);
    } catch (error) {
      console.error('sandbox: an RTMP connection was not understood', error);
      this.#socket.destroy();
    }
  }

  #acknowledge(): void {
    if (this.#received - this.#acknowledged <= WINDOW_BYTES) return;
    this.#acknowledged = this.#received;
    this.#send(MessageTypes.ack, uint32(this.#received % 2 ** 32));
  }

  #handle(message: RtmpMessage): void {
    const { type, body } = message;
    if (type === MessageTypes.command) this.#obey(message);
    else if (type === MessageTypes.audio || type === MessageTypes.video) this.#sink?.write(flvTag(message));
    else if (type === MessageTypes.data) {
      const named = body.subarray(0, SET_DATA_FRAME.length).equals(SET_DATA_FRAME);
      this.#sink?.write(flvTag({ ...message, body: named ? body.subarray(SET_DATA_FRAME.length) : body }));
    }
  }

  #obey({ body, streamId }: RtmpMessage): void {
    const [name, transaction = 0, , argument] = decodeAmf(body);
    switch (name) {
      case 'connect':
        this.#connect(transaction);
        break;
      case 'createStream':
        this.#command(0, '_result', transaction, null, 1);
        break;
      case 'releaseStream':
      case 'FCPublish':
        this.#command(0, '_result', transaction, null);
        break;
      case 'publish':
        this.#publish(String(argument), streamId);
        break;
      case 'FCUnpublish':
      case 'deleteStream':
      case 'closeStream':
        this.#leave();
        break;
    }
  }

  #connect(transaction: AmfValue): void {
    this.#send(MessageTypes.windowAckSize, uint32(WINDOW_BYTES));
    this.#send(MessageTypes.peerBandwidth, uint32(WINDOW_BYTES, 2));
    this.#send(MessageTypes.setChunkSize, uint32(OUT_CHUNK_BYTES));
    const server = { fmsVer: 'FMS/3,0,1,123', capabilities: 31 };
    const code = 'NetConnection.Connect.Success';
    const status = { level: 'status', code, description: 'Connected.', objectEncoding: 0 };
    this.#command(0, '_result', transaction, server, status);
  }

  #publish(name: string, streamId: number): void {
    const status = (level: string, code: string) =>
      this.#command(streamId, 'onStatus', 0, null, { level, code, description: code });
    const answer = this.#onPublish(name.split('?')[0] ?? '', () => this.#socket.destroy());
    if (answer === 'busy') {
      status('error', 'NetStream.Publish.BadName');
      this.#socket.end();
      return;
    }
    status('status', 'NetStream.Publish.Start');
    if (answer === 'unknown') {
      setTimeout(() => this.#socket.resetAndDestroy(), REFUSAL_MS);
      return;
    }
    this.#sink = answer;
    this.#sink.write(FLV_HEADER);
  }

  #leave(): void {
    this.#sink?.end();
    this.#sink = undefined;
  }

  #send(type: number, body: Buffer, streamId = 0): void {
    this.#socket.write(writeMessage(type, body, streamId));
  }

  #command(streamId: number, ...values: AmfValue[]): void {
    this.#send(MessageTypes.command, encodeAmf(...values), streamId);
  }
}

function flvTag({ type, timestampMs, body }: RtmpMessage): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(type, 0);
  head.writeUIntBE(body.length, 1, 3);
  head.writeUIntBE(timestampMs & 0xffffff, 4, 3);
  head.writeUInt8((timestampMs >>> 24) & 0xff, 7);
  return Buffer.concat([head, body, uint32(11 + body.length)]);
}
