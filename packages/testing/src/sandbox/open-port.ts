import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A port that can be closed and opened again. */
export interface OpenPort {
  readonly number: number;
  open(): Promise<void>;
  /** Cuts what is connected; who comes later is refused. */
  close(): Promise<void>;
}

export async function openPort(server: Server, wanted: number, host: string): Promise<OpenPort> {
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(wanted);
  const { port } = server.address() as AddressInfo;
  return {
    number: port,
    async open() {
      if (!server.listening) await listen(port);
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
