import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between a server and its PeerTube, and can lose an answer on its way back. */
export interface LossyProxy {
  readonly url: string;
  /** The next request of this method and path is done, but its answer never comes. @returns The lost answer's body. */
  loseAnswer(method: string, path: string): Promise<string>;
  close(): Promise<void>;
}

export async function startLossyProxy(target: string): Promise<LossyProxy> {
  const { host, hostname, port } = new URL(target);
  let trap: { method: string; path: string; lost: (body: string) => void } | undefined;
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '' } = incoming;
    const isLost = trap?.method === method && trap.path === path ? trap.lost : undefined;
    if (isLost !== undefined) trap = undefined;
    const headers = { ...incoming.headers, host };
    const forwarded = request({ hostname, port, method, path, headers }, (answer) => {
      if (isLost === undefined) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      let body = '';
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on('end', () => {
        incoming.socket.destroy();
        isLost(body);
      });
    });
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswer: (method, path) =>
      new Promise((lost) => {
        trap = { method, path, lost };
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
