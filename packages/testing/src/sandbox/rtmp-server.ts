import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type AmfValue, decodeAmf, encodeAmf } from './amf.js';
import { ChunkReader, MessageTypes, OUT_CHUNK_BYTES, type RtmpMessage, uint32, writeMessage } from './rtmp-chunks.js';

const HANDSHAKE_BYTES = 1536;
const WINDOW_BYTES = 2_500_000;
/** A wrong key is let in and dropped after so long: an encoder sees success first (contract §9). */
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

export interface RtmpServerOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** `cut` drops the connection of the publisher. */
  onPublish(streamKey: string, cut: () => void): RtmpSink | 'unknown' | 'busy';
}

export interface RtmpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Receives streams of encoders. Falls back on any free port when the wanted one is taken. */
export async function startRtmpServer(options: RtmpServerOptions): Promise<RtmpServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    receive(socket, options);
  });
  const port = await listen(server, options.port, options.host).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      return listen(server, 0, options.host);
    throw error;
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function receive(socket: Socket, { onPublish }: RtmpServerOptions): void {
  const reader = new ChunkReader();
  let greeting: Buffer | undefined = Buffer.alloc(0);
  let answered = false;
  let received = 0;
  let acknowledged = 0;
  let sink: RtmpSink | undefined;

  const send = (type: number, body: Buffer, streamId = 0) => socket.write(writeMessage(type, body, streamId));
  const command = (streamId: number, ...values: AmfValue[]) =>
    send(MessageTypes.command, encodeAmf(...values), streamId);
  const leave = () => {
    sink?.end();
    sink = undefined;
  };

  socket.setNoDelay(true);
  socket.on('error', leave); // A publisher that is gone has ended, however it went.
  socket.on('close', leave);
  socket.on('data', (bytes) => {
    try {
      const chunks = afterHandshake(bytes);
      if (!chunks) return;
      received += chunks.length;
      if (received - acknowledged > WINDOW_BYTES) {
        acknowledged = received;
        send(MessageTypes.ack, uint32(received % 2 ** 32));
      }
      for (const message of reader.read(chunks)) handle(message);
    } catch (error) {
      console.error('sandbox: an RTMP connection was not understood', error);
      socket.destroy();
    }
  });

  /** Version and random bytes each way; ours are an echo of theirs, which publishers accept. */
  function afterHandshake(bytes: Buffer): Buffer | undefined {
    if (!greeting) return bytes;
    greeting = Buffer.concat([greeting, bytes]);
    if (!answered && greeting.length >= 1 + HANDSHAKE_BYTES) {
      answered = true;
      const theirs = greeting.subarray(1, 1 + HANDSHAKE_BYTES);
      socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(HANDSHAKE_BYTES), theirs]));
    }
    if (greeting.length < 1 + 2 * HANDSHAKE_BYTES) return undefined;
    const rest = greeting.subarray(1 + 2 * HANDSHAKE_BYTES);
    greeting = undefined;
    return rest;
  }

  function handle(message: RtmpMessage): void {
    const { type, body } = message;
    if (type === MessageTypes.command) obey(message);
    else if (type === MessageTypes.audio || type === MessageTypes.video) sink?.write(flvTag(message));
    else if (type === MessageTypes.data) {
      const named = body.subarray(0, SET_DATA_FRAME.length).equals(SET_DATA_FRAME);
      sink?.write(flvTag({ ...message, body: named ? body.subarray(SET_DATA_FRAME.length) : body }));
    }
  }

  function obey({ body, streamId }: RtmpMessage): void {
    const [name, transaction = 0, , argument] = decodeAmf(body);
    switch (name) {
      case 'connect':
        send(MessageTypes.windowAckSize, uint32(WINDOW_BYTES));
        send(MessageTypes.peerBandwidth, uint32(WINDOW_BYTES, 2));
        send(MessageTypes.setChunkSize, uint32(OUT_CHUNK_BYTES));
        command(
          0,
          '_result',
          transaction,
          { fmsVer: 'FMS/3,0,1,123', capabilities: 31 },
          { level: 'status', code: 'NetConnection.Connect.Success', description: 'Connected.', objectEncoding: 0 },
        );
        break;
      case 'createStream':
        command(0, '_result', transaction, null, 1);
        break;
      case 'releaseStream':
      case 'FCPublish':
        command(0, '_result', transaction, null);
        break;
      case 'publish':
        publish(String(argument), streamId);
        break;
      case 'FCUnpublish':
      case 'deleteStream':
      case 'closeStream':
        leave();
        break;
    }
  }

  function publish(name: string, streamId: number): void {
    const status = (level: string, code: string) =>
      command(streamId, 'onStatus', 0, null, { level, code, description: code });
    const answer = onPublish(name.split('?')[0] ?? '', () => socket.destroy());
    if (answer === 'busy') {
      status('error', 'NetStream.Publish.BadName');
      socket.end();
      return;
    }
    status('status', 'NetStream.Publish.Start');
    if (answer === 'unknown') {
      setTimeout(() => socket.resetAndDestroy(), REFUSAL_MS);
      return;
    }
    sink = answer;
    sink.write(FLV_HEADER);
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
