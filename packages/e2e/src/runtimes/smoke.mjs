import { isPiyaError, memoryRecords, PeerTubeClient } from '@piyakast/sdk';

/**
 * One walk through the SDK's main entry against a sandbox. The same module runs in every runtime, so it uses only what
 * all of them have; it fails by throwing.
 *
 * @param {{ url: string, username: string, password: string, runtime: string, pollMs?: number }} options `runtime` names
 * the videos. A live is read every `pollMs`: so seldom that only PeerTube's socket can tell in time.
 */
export async function smoke({ url, username, password, runtime, pollMs = 600_000 }) {
  /** @type {string[]} */
  const steps = [];
  const client = new PeerTubeClient({ url });
  const control = async (path, init) => (await fetch(`${url}/_sandbox/${path}`, init)).json();

  const refused = await failureOf(client.auth.signIn({ username, password: `not ${password}` }));
  check('a wrong password is a typed error', isPiyaError(refused) && refused.code === 'auth/invalid-credentials');
  check('which says nothing of the password', !JSON.stringify([refused, String(refused.stack)]).includes(password));
  steps.push('wrong password');

  await client.auth.signIn({ username, password });
  check('the session has an end', (await client.auth.session()) !== undefined);
  steps.push('sign in');

  const { serverVersion } = await client.config.get();
  check('the config names a version', /^\d+\.\d+\.\d+/.test(serverVersion));
  steps.push('config');

  const before = await client.videos.list({ count: 5 });
  check('videos are listed', Array.isArray(before.data) && before.total >= 0);
  steps.push('list');

  await control('revoke', { method: 'POST', body: '{}' });
  const { index: dead } = (await control('requests')).at(-1);
  const answers = await Promise.all([1, 2, 3].map(() => client.account.quotaUsed()));
  check(
    'signed calls go on with a dead access token',
    answers.every(({ videoQuotaUsed }) => videoQuotaUsed >= 0),
  );
  const refreshes = (await control(`requests?since=${dead}`)).filter(isTokenRequest);
  check('after one refresh for all of them', refreshes.length === 1 && refreshes[0].status === 200);
  steps.push('refresh');

  const file = noiseVideo(1_500_000);
  const cutAtBytes = 700_000;
  await control('faults', { method: 'PUT', body: JSON.stringify({ cutAfterBytes: cutAtBytes }) });
  const { index: first } = (await control('requests')).at(-1);
  const upload = client.uploads.upload(new File([file], 'smoke.mp4', { type: 'video/mp4' }), {
    name: `smoke of ${runtime}`,
    privacy: 'public',
    chunkBytes: 256 * 1024,
    maxChunkBytes: 256 * 1024,
  });
  /** @type {number[]} */
  const confirmed = [];
  upload.onProgress(({ sentBytes }) => confirmed.push(sentBytes));
  const { uuid } = await upload.done;
  const chunks = (await control(`requests?since=${first}`)).filter(isChunk);
  check('the line was cut once', chunks.filter(({ status }) => status === 0).length === 1);
  // A browser sends a request again when a connection that it had used before is reset: no question then.
  check('at most one chunk and one question more', chunks.length <= Math.ceil(file.size / (256 * 1024)) + 2);
  check(
    'progress never went back',
    confirmed.every((bytes, index) => bytes >= (confirmed[index - 1] ?? 0)),
  );
  check('progress ended at the size', confirmed.at(-1) === file.size);
  const stored = (await control('videos')).filter((video) => video.name === `smoke of ${runtime}`);
  check('there is one video', stored.length === 1 && stored[0].uuid === uuid);
  check('with the bytes of the file', stored[0].sha256 === (await sha256(file)));
  steps.push('upload with a cut');

  const video = await client.videos.get(uuid);
  check('the video is read back', video.uuid === uuid && video.embedUrl.startsWith(`${url}/videos/embed/`));
  steps.push('get');

  const resumed = await stopAndResume();
  await client.videos.delete(resumed);
  steps.push('resume in another client');

  const { videoChannels } = await client.account.me();
  const live = await client.live.create({
    ...{ name: `live of ${runtime}`, channelId: videoChannels[0].id },
    privacy: 'public',
  });
  const settings = await client.live.get(live.uuid);
  check('the live has an address for the encoder', /^rtmps?:\/\//.test(settings.rtmpUrl) && settings.streamKey !== '');
  check('a live without a replay has none', settings.saveReplay === false && settings.permanentLive === false);
  steps.push('live');

  const change = (state) =>
    control(`lives/${live.uuid}`, { method: 'POST', body: JSON.stringify({ state, instant: true }) });
  /** @type {string[]} */
  const states = [];
  for await (const { state } of client.live.watch(live.uuid, { pollMs })) {
    if (states.at(-1) !== state) states.push(state);
    if (state === 'waiting') await change('live');
    if (state === 'live') await change('ended');
    if (state === 'ended') break;
  }
  check(`the live was waited for, on air and over, not ${states}`, states.join() === 'waiting,live,ended');
  await client.live.delete(live.uuid);
  steps.push('watch a live');

  await client.videos.delete(uuid);
  const gone = await failureOf(client.videos.get(uuid));
  check(
    'a deleted video is a typed error',
    isPiyaError(gone) && gone.code === 'video/not-found' && gone.status === 404,
  );
  steps.push('delete');

  await client.auth.signOut();
  check('nobody is signed in at the end', (await client.auth.session()) === undefined);
  steps.push('sign out');
  return { steps, ...surroundings() };

  /** An upload that is given up in the middle, and taken up by a client that has its record only. */
  async function stopAndResume() {
    const other = noiseVideo(1_200_000);
    const name = `resumed in ${runtime}`;
    const kept = {
      records: memoryRecords(),
      key: crypto.randomUUID(),
      chunkBytes: 256 * 1024,
      maxChunkBytes: 256 * 1024,
    };
    const source = new File([other], 'resumed.mp4', { type: 'video/mp4' });
    const stopping = new AbortController();
    const first = client.uploads.upload(source, { ...kept, name, signal: stopping.signal });
    first.onProgress(({ sentBytes }) => sentBytes >= 512 * 1024 && stopping.abort(new Error('stopped')));
    check('an upload ends with the reason of its signal', (await failureOf(first.done)).message === 'stopped');

    const second = new PeerTubeClient({ url });
    await second.auth.signIn({ username, password });
    const upload = second.uploads.upload(source, { ...kept, name });
    /** @type {number[]} */
    const sent = [];
    upload.onProgress(({ phase, sentBytes }) => phase === 'sending' && sent.push(sentBytes));
    const { uuid: resumedUuid } = await upload.done;
    check('the second client began where the first had stopped', sent[0] >= 512 * 1024);
    const there = (await control('videos')).filter((video) => video.name === name);
    check('a resumed upload makes one video', there.length === 1 && there[0].uuid === resumedUuid);
    check('with the bytes of its file', there[0].sha256 === (await sha256(other)));
    return resumedUuid;
  }
}

const isTokenRequest = ({ method, path }) => method === 'POST' && path.endsWith('/users/token');
const isChunk = ({ method, path }) => method === 'PUT' && path.endsWith('/upload-resumable');

/** What distinguishes one runtime from another. */
function surroundings() {
  const global = globalThis;
  return {
    userAgent: global.navigator?.userAgent ?? '',
    hasDocument: 'document' in global,
    hasProcess: 'process' in global,
    globalClass: Object.prototype.toString.call(global).slice(8, -1),
  };
}

function check(what, holds) {
  if (!holds) throw new Error(`Not so: ${what}.`);
}

async function failureOf(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('A failure was expected and there was none.');
}

/** The head of an MP4 and a box of noise: enough for a sandbox that looks at first bytes only. */
function noiseVideo(sizeBytes) {
  const head = new Uint8Array([...'\0\0\0\x18ftypisom'].map((character) => character.charCodeAt(0)));
  const parts = [head];
  for (let left = sizeBytes - head.length; left > 0; left -= 65_536) {
    parts.push(crypto.getRandomValues(new Uint8Array(Math.min(left, 65_536))));
  }
  return new Blob(parts, { type: 'video/mp4' });
}

async function sha256(blob) {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
