import { createFakeClock } from '../../kit/fake-clock.js';
import { createFakePeerTube } from '../../peertube/create-fake-peertube.js';
import { createSyntheticMedia } from '../../peertube/media/media.js';
import { issueToken } from '../../peertube/oauth/sessions.js';
import type { PeerTubeVersion } from '../../peertube/version.js';
import { RECORDED_NAMES } from './recorded-names.js';
import { isExchange, type Recorded, type RecordingName, readRecording } from './recording.js';
import { bodyOf } from './request-of.js';
import type { Replay, Setup } from './setup.js';
import { SETUPS } from './setups.js';
import { headerDifferences, problemDifferences, shapeDifferences } from './shape.js';

export interface ReplayedExchange {
  name: string;
  differences: string[];
}

export interface ReplayOptions {
  version: PeerTubeVersion;
  name: RecordingName;
  /** Names of the exchanges to skip. */
  notServed: readonly string[];
}

/** Replays the exchanges of a file, in their order. */
export async function replay({ version, name, notServed }: ReplayOptions): Promise<ReplayedExchange[]> {
  const names = RECORDED_NAMES[version];
  const setup = SETUPS[name](names);
  const clock = createFakeClock(Date.parse('2026-11-22T17:45:00Z'));
  const fake = createFakePeerTube({
    version,
    url: names.origin,
    clock,
    media: createSyntheticMedia(),
    accounts: [],
    ...(setup.features ? { features: setup.features } : {}),
  });
  const run: Replay = { fake, clock, names, values: new Map(), send: (entry, changes) => send(run, entry, changes) };
  addUsers(run, setup);
  await setup.prepare?.(run);
  const results: ReplayedExchange[] = [];
  for (const entry of readRecording(version, name).filter(isExchange)) {
    if (notServed.includes(entry.name)) continue;
    await setup.before?.[entry.name]?.(run, entry);
    const response = await (setup.instead?.[entry.name]?.(run, entry) ?? run.send(entry));
    results.push({ name: entry.name, differences: await compare(run, setup, entry, response) });
    await fake.idle();
  }
  fake.close();
  return results;
}

function addUsers({ fake, values }: Replay, setup: Setup): void {
  for (const [label, { channelId, ...account }] of Object.entries(setup.users ?? {})) {
    const added = fake.addAccount({ username: label, ...account });
    const user = fake.state.users.find((one) => one.id === added.userId);
    const channel = fake.state.channels.find((one) => one.id === added.channelId);
    if (!user || !channel) throw new Error('the user was not made');
    if (channelId !== undefined) channel.id = channelId;
    values.set(`<password_${label}>`, added.password);
    for (const token of setup.tokens?.[label] ?? [`<access_token_${label}_1>`]) {
      values.set(token, issueToken(fake, user).access);
    }
  }
  values.set('<client_id>', fake.state.clientId);
  values.set('<client_secret>', fake.state.clientSecret);
}

async function send(run: Replay, entry: Recorded, changes: RequestInit = {}): Promise<Response> {
  const request = substitute(run, entry.request) as Recorded['request'];
  const { body, type } = bodyOf(request);
  const headers = new Headers(type === undefined ? {} : { 'content-type': type });
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (name === 'content-type' && body instanceof FormData) continue;
    headers.set(name, value);
  }
  if (body instanceof Uint8Array) headers.set('content-length', String(body.length));
  return run.fake.fetch(
    new Request(run.fake.url + request.path, {
      method: request.method,
      headers,
      ...(body === undefined || request.method === 'GET' ? {} : { body }),
      ...changes,
    }),
  );
}

/** Puts this run's values in the place of the recorded ones, everywhere. */
function substitute({ values }: Replay, value: unknown): unknown {
  let text = JSON.stringify(value);
  for (const [recorded, actual] of values) text = text.replaceAll(recorded, actual);
  return JSON.parse(text);
}

async function compare(run: Replay, setup: Setup, entry: Recorded, response: Response): Promise<string[]> {
  const { response: recorded } = entry;
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  const answered: unknown = isJson ? JSON.parse(text) : text;
  adopt(run, recorded, response, answered);
  if (response.status !== recorded.status) {
    return [`status: recorded ${recorded.status}, answered ${response.status} ${text.slice(0, 200)}`];
  }
  const actual = setup.digest?.[entry.name]?.(answered as Record<string, unknown>) ?? answered;
  const comparable = typeof recorded.body === 'object' && recorded.body !== null;
  const skipped = setup.bodyDiffers?.[entry.name] !== undefined;
  const momentary = setup.momentary?.[entry.name] ?? [];
  const differences = [
    ...headerDifferences(recorded.headers, response.headers),
    ...(comparable && !skipped ? shapeDifferences(recorded.body, actual, setup.partial?.includes(entry.name)) : []),
    ...problemDifferences(recorded.body, actual, (text) => String(substitute(run, text))),
    ...(typeof recorded.body === 'string' && recorded.body === '' && text !== '' ? ['body: recorded none'] : []),
  ];
  return differences.filter((difference) => !momentary.some((path) => difference.startsWith(`${path}:`)));
}

/** Takes over what this answer made: later exchanges name it as it was recorded. */
function adopt({ fake, values }: Replay, recorded: Recorded['response'], response: Response, answered: unknown): void {
  const location = response.headers.get('location');
  const [before, now] = [uploadIdIn(recorded.headers.location), uploadIdIn(location ?? undefined)];
  if (before !== undefined && now !== undefined) values.set(before, now);
  const [was, is] = [recorded.body as Made | undefined, answered as Made | undefined];
  const video = fake.state.videos.find((one) => one.id === is?.video?.id);
  if (video && was?.video) {
    Object.assign(video, { id: was.video.id, uuid: was.video.uuid });
    fake.state.counters.video = was.video.id;
  }
  const channel = fake.state.channels.find((one) => one.id === is?.videoChannel?.id);
  if (channel && was?.videoChannel) channel.id = was.videoChannel.id;
  bindPlaceholders(values, recorded.body, answered);
}

interface Made {
  video?: { id: number; uuid: string };
  videoChannel?: { id: number };
}

function bindPlaceholders(values: Map<string, string>, recorded: unknown, actual: unknown): void {
  if (typeof recorded === 'string' && typeof actual === 'string') {
    if (/^<[a-z0-9_]+>$/.test(recorded) && !values.has(recorded)) values.set(recorded, actual);
    return;
  }
  if (typeof recorded !== 'object' || typeof actual !== 'object' || recorded === null || actual === null) return;
  for (const [key, value] of Object.entries(recorded)) {
    bindPlaceholders(values, value, (actual as Record<string, unknown>)[key]);
  }
}

const uploadIdIn = (location: string | undefined) => /upload_id=([^&]+)/.exec(location ?? '')?.[1];
