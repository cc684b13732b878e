export { makeSampleVideo, type SampleVideoOptions } from './node/make-sample-video.js';
export { type FakePeerTubeServer, setupFakePeerTube } from './node/setup-fake-peertube.js';
export { createDiskStorage, type DiskStorage } from './sandbox/disk-storage.js';
