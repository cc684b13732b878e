export { PEERTUBE_VERSIONS, type PeerTubeVersion } from './peertube/version.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/start-sandbox.js';
