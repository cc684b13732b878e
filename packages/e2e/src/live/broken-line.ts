import { connect, createServer, type Server, type Socket } from 'node:net';
import type { FetchLike } from '@piyakast/sdk';

/** A TCP line to a server that breaks on request. */
export interface BrokenLine {
  /** Sends the requests of uploads through the line, all others straight: PeerTube hands its OAuth client to its own host only. */
  fetch: FetchLike;
  /** Breaks every connection once `bytes` more have gone to the server. */
  cutAfter(bytes: number): void;
  /** Breaks the connection on the first byte of the answer that follows once `bytes` more have gone to the server. */
  swallowAnswerAfter(bytes: number): void;
  /** How often it broke. */
  readonly breaks: number;
  close(): Promise<void>;
}

/** Opens a line on a loopback port to the host of `url`. */
export async function openBrokenLine(url: string): Promise<BrokenLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let cutBytes = Number.POSITIVE_INFINITY;
  let swallowBytes = Number.POSITIVE_INFINITY;
  let breaks = 0;

  const breakAll = () => {
    cutBytes = Number.POSITIVE_INFINITY;
    swallowBytes = Number.POSITIVE_INFINITY;
    breaks += 1;
    for (const socket of sockets) socket.destroy();
  };

  const server: Server = createServer((inner) => {
    const outer = connect(Number(target.port || 80), target.hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        inner.destroy();
        outer.destroy();
      });
      // A reset is what this line is for; `close` follows and tidies up.
      socket.on('error', () => socket.destroy());
    }
    inner.on('data', (chunk) => {
      cutBytes -= chunk.length;
      swallowBytes -= chunk.length;
      if (cutBytes <= 0) breakAll();
      else outer.write(chunk);
    });
    outer.on('data', (chunk) => {
      if (swallowBytes <= 0) breakAll();
      else inner.write(chunk);
    });
    inner.on('end', () => outer.end());
    outer.on('end', () => inner.end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The line has no port.');

  return {
    fetch: (input, init) => {
      const request = new Request(input, init);
      if (!new URL(request.url).pathname.includes('/upload-resumable')) return fetch(request);
      const through = new URL(request.url);
      through.protocol = 'http:';
      through.hostname = '127.0.0.1';
      through.port = String(address.port);
      return fetch(new Request(through, request));
    },
    cutAfter: (bytes) => {
      cutBytes = bytes;
    },
    swallowAnswerAfter: (bytes) => {
      swallowBytes = bytes;
    },
    get breaks() {
      return breaks;
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
