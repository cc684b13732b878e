import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type OnPublish, RtmpSession } from './rtmp-session.js';

export type { RtmpSink } from './rtmp-session.js';

export interface RtmpServerOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  onPublish: OnPublish;
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
    new RtmpSession(socket, options.onPublish);
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
