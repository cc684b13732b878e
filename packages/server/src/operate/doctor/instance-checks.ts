import { connect } from 'node:net';
import type { PeerTubeClient } from '@piyakast/sdk';
import type { Config } from '../../config/config.js';
import { type Check, Fault, note, skipped } from './finding.js';

/** Versions that the kit is tested with, oldest and newest. */
const OLDEST = 6;
const NEWEST = 8;
const RTMP_PORT = 1935;
const RTMP_PATIENCE_MS = 5000;

/** What the administrator of the instance allows. */
export function instanceChecks(client: PeerTubeClient, config: Config): Check[] {
  const administrator = 'Ask an administrator of the instance';
  return [
    { area: 'version', fix: 'Update the instance.', look: () => version(client) },
    { area: 'formats', fix: `${administrator} about the list of extensions.`, look: () => formats(client) },
    {
      area: 'transcoding',
      fix: `${administrator} to turn HLS transcoding on (Configuration, VOD Transcoding).`,
      look: () => transcoding(client),
    },
    { area: 'lives', fix: `${administrator} to turn lives on.`, look: () => lives(client) },
    { area: 'replay', fix: `${administrator} to allow replays.`, look: () => replay(client) },
    { area: 'rtmp', fix: 'Open the RTMP port of the instance.', look: (signal) => rtmp(client, config, signal) },
  ];
}

async function version(client: PeerTubeClient) {
  const { serverVersion } = await client.config.get();
  const major = Number.parseInt(serverVersion, 10);
  if (major < OLDEST) {
    throw new Fault(
      `version ${serverVersion}`,
      `Update the instance to ${OLDEST}.3 or newer; the kit is tested with those.`,
    );
  }
  if (Number.isNaN(major) || major > NEWEST) return note(`version ${serverVersion}, which the kit was not tested with`);
  return `version ${serverVersion}`;
}

async function formats(client: PeerTubeClient) {
  const extensions = (await client.config.get()).video?.file?.extensions ?? [];
  if (!extensions.includes('.mp4')) {
    const fix =
      'The list of the instance is damaged: an administrator restarts PeerTube and looks at its configuration.';
    throw new Fault(`the instance takes no .mp4 (only ${extensions.join(' ') || 'nothing'})`, fix);
  }
  const wanted = ['.mov', '.mkv', '.avi'].filter((extension) => !extensions.includes(extension));
  if (wanted.length === 0) return `takes ${extensions.join(' ')}`;
  return note(
    `takes ${extensions.join(' ')}, not ${wanted.join(' ')}`,
    'For more, an administrator turns `transcoding.allow_additional_extensions` on.',
  );
}

async function transcoding(client: PeerTubeClient) {
  const { hls, web_videos, enabledResolutions } = (await client.config.get()).transcoding;
  if (hls.enabled) return `HLS in ${[...enabledResolutions].sort((a, b) => a - b).join(', ')} lines`;
  const fix = 'An administrator turns HLS on (Configuration, VOD Transcoding, HLS with P2P support).';
  if (web_videos?.enabled) return note('HLS is off; viewers get whole files in one size', fix);
  throw new Fault('transcoding is off: only files that browsers play as they are can be watched', fix);
}

async function lives(client: PeerTubeClient): Promise<string> {
  const { enabled, maxUserLives, maxInstanceLives } = (await client.config.get()).live;
  if (!enabled) {
    const fix =
      'An administrator turns `live.enabled` on (Configuration, Live streaming). Without lives: `--skip lives`.';
    throw new Fault('lives are turned off at the instance', fix);
  }
  const limit = (count: number) => (count < 0 ? 'any number' : String(count));
  if (maxUserLives === 0 || maxInstanceLives === 0) {
    throw new Fault('the instance allows 0 lives', 'Raise `live.max_user_lives` and `live.max_instance_lives`.');
  }
  return `on; ${limit(maxUserLives)} for each account, ${limit(maxInstanceLives)} in all`;
}

async function replay(client: PeerTubeClient) {
  const { enabled, allowReplay } = (await client.config.get()).live;
  if (!enabled) return skipped('lives are off');
  if (allowReplay) return 'allowed';
  const fix = 'An administrator turns `live.allow_replay` on. Without replays: `--skip replay`.';
  throw new Fault('replays are not allowed at the instance', fix);
}

/** The configuration of an instance does not say where encoders go to; a live of the account does. */
async function rtmp(client: PeerTubeClient, config: Config, signal: AbortSignal) {
  if (!(await client.config.get()).live.enabled) return skipped('lives are off');
  const address = await rtmpAddress(client, config);
  const { hostname, port } = new URL(address.url.replace(/^rtmps?:/, 'http:'));
  const number = Number(port || (address.url.startsWith('rtmps:') ? 1936 : RTMP_PORT));
  const code = await connectTo(hostname, number, signal);
  if (code === undefined) return `${hostname}:${number} takes connections (${address.source})`;
  const source = address.source === 'by default' ? ', or set RTMP_URL if encoders use another address' : '';
  throw new Fault(
    `nothing answers at ${hostname}:${number} (${code}), where encoders send to`,
    `Start the instance with \`live.rtmp.enabled\`, and open TCP port ${number} in its firewall${source}.`,
  );
}

async function rtmpAddress(client: PeerTubeClient, { rtmpUrl }: Config): Promise<{ url: string; source: string }> {
  if (rtmpUrl !== undefined) return { url: rtmpUrl, source: 'RTMP_URL' };
  const { data } = await client.live.list({ count: 1 });
  const live = data[0] === undefined ? undefined : await client.live.get(data[0].uuid);
  const known = live?.rtmpUrl ?? live?.rtmpsUrl;
  if (typeof known === 'string' && known !== '') return { url: known, source: 'as a live of the account has it' };
  return { url: `rtmp://${new URL(client.url).hostname}:${RTMP_PORT}/live`, source: 'by default' };
}

/** Opens a connection and closes it. @returns The system's code when that fails. */
function connectTo(host: string, port: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    socket.setTimeout(RTMP_PATIENCE_MS);
    const end = (code: string | undefined) => {
      socket.destroy();
      resolve(code);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
