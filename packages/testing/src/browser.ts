import { type SetupWorker, setupWorker } from 'msw/browser';
import { createFakePeerTube } from './peertube/create-fake-peertube.js';
import type { FakePeerTube, FakePeerTubeOptions } from './peertube/fake-peertube.js';

export { createFakePeerTube } from './peertube/create-fake-peertube.js';
export type { FakePeerTube, FakePeerTubeOptions } from './peertube/fake-peertube.js';
export { createSniffingMedia, createSyntheticMedia } from './peertube/media/media.js';
export { tinyVideo } from './peertube/media/tiny-video.js';
export { type ScenarioName, scenarios } from './peertube/scenarios.js';
export { PEERTUBE_VERSIONS, type PeerTubeVersion } from './peertube/version.js';

/** A fake instance and the service worker that answers this page's requests to it. */
export interface FakePeerTubeWorker {
  fake: FakePeerTube;
  worker: SetupWorker;
}

/** Makes a fake instance for a page. Start it with `await worker.start()`; the page must serve `mockServiceWorker.js`. */
export function setupFakePeerTube(options: FakePeerTubeOptions = {}): FakePeerTubeWorker {
  const fake = createFakePeerTube(options);
  return { fake, worker: setupWorker(...fake.handlers) };
}
