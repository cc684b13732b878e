import { type SetupServer, setupServer } from 'msw/node';
import { createFakePeerTube } from '../peertube/create-fake-peertube.js';
import type { FakePeerTube, FakePeerTubeOptions } from '../peertube/fake-peertube.js';

/** A fake instance that answers this process's own requests. */
export interface FakePeerTubeServer extends FakePeerTube {
  /** The MSW server; add scenarios with `server.use(...)`. */
  readonly server: SetupServer;
  /** Begins to intercept. Requests to anywhere else fail, unless `passOthers` is set. */
  listen(options?: { passOthers?: boolean }): void;
  /** Ends every timeline and stops intercepting. */
  close(): void;
}

/**
 * Makes a fake instance for tests in Node.
 *
 * @example
 * const fake = setupFakePeerTube();
 * beforeAll(() => fake.listen());
 * afterAll(() => fake.close());
 */
export function setupFakePeerTube(options: FakePeerTubeOptions = {}): FakePeerTubeServer {
  const fake = createFakePeerTube(options);
  const server = setupServer(...fake.handlers);
  const endTimelines = fake.close;
  return Object.assign(fake, {
    server,
    listen: ({ passOthers = false } = {}) => server.listen({ onUnhandledFrame: passOthers ? 'bypass' : 'error' }),
    close() {
      endTimelines();
      server.close();
    },
  });
}
