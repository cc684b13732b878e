import { type SetupWorker, setupWorker } from 'msw/browser';
import { createFakePeerTube, type FakePeerTube, type FakePeerTubeOptions } from './core/fake-peertube.js';

export { createFakePeerTube, type FakePeerTube, type FakePeerTubeOptions } from './core/fake-peertube.js';
export { createSniffingMedia, createSyntheticMedia } from './core/media.js';
export { type ScenarioName, scenarios } from './scenarios.js';
export { tinyVideo } from './tiny-video.js';

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
