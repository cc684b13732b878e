#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { PEERTUBE_VERSIONS, startSandbox } from '@piyakast/testing/sandbox';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    host: { type: 'string', default: '127.0.0.1' },
    url: { type: 'string' },
    'data-dir': { type: 'string' },
    username: { type: 'string', default: process.env.SANDBOX_USERNAME },
    password: { type: 'string', default: process.env.SANDBOX_PASSWORD },
    'rtmp-port': { type: 'string', default: '1935' },
    'replay-delay-ms': { type: 'string' },
    resolutions: { type: 'string' },
    'peertube-version': { type: 'string', default: process.env.SANDBOX_PEERTUBE_VERSION ?? '6.3.0' },
  },
});

const version = PEERTUBE_VERSIONS.find((one) => one === values['peertube-version']);
if (!version) {
  console.error(`--peertube-version must be one of ${PEERTUBE_VERSIONS.join(', ')}.`);
  process.exit(2);
}
const replayDelayMs = values['replay-delay-ms'] === undefined ? undefined : Number(values['replay-delay-ms']);
const resolutions = values.resolutions
  ?.split(',')
  .map(Number)
  .filter((height) => height > 0);
const sandbox = await startSandbox({
  version,
  port: Number(values.port),
  rtmpPort: Number(values['rtmp-port']),
  host: values.host,
  ...(values.url ? { url: values.url } : {}),
  ...(values['data-dir'] ? { dataDir: values['data-dir'] } : {}),
  account: {
    ...(values.username ? { username: values.username } : {}),
    ...(values.password ? { password: values.password } : {}),
  },
  features: {
    ...(replayDelayMs === undefined ? {} : { live: { timeline: { replayDelayMs } } }),
    ...(resolutions === undefined ? {} : { transcoding: { resolutions } }),
  },
});

const { username, password } = sandbox.account;
console.log(`A fake PeerTube ${version} listens on ${sandbox.url}`);
console.log(`User: ${username}`);
console.log(password ? `Password: ${password}` : 'Password: as the first start with this data folder printed it');
const rtmpUrl = sandbox.fake.liveMedia.rtmpUrl?.();
if (rtmpUrl) console.log(`Encoders publish to: ${rtmpUrl}`);
console.log(`Fault switches: ${sandbox.url}/_sandbox`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await sandbox.close();
    process.exit(0);
  });
}
