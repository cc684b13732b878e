import { beginUpload } from '../../peertube/uploads/resumable-upload.js';
import { addChannel } from '../../peertube/users/accounts.js';
import type { RecordedNames } from './recorded-names.js';
import { bytesOf } from './request-of.js';
import type { Replay, Setup } from './setup.js';

const TINY_QUOTA = 1000;

export const uploadLegacy = ({ channels }: RecordedNames): Setup => ({
  users: {
    up: { channelId: channels.up },
    poor: { channelId: channels.poor, videoQuota: TINY_QUOTA },
    daily: { channelId: channels.daily, videoQuotaDaily: TINY_QUOTA },
    zero: { channelId: channels.zero, videoQuota: 0 },
  },
  prepare: ({ values }) => void values.set('<video_password>', 'open sesame'),
  partial: ['tags of that video', 'tags of that video (repeated tags)', 'privacy of that video'],
});

/** A body that waits in the middle, so that other requests meet it. */
function slowBody(bytes: Uint8Array<ArrayBuffer>) {
  const gate: { open?: () => void; cut?: (reason: Error) => void } = {};
  const opened = new Promise<void>((resolve, reject) => Object.assign(gate, { open: resolve, cut: reject }));
  const parts = [bytes.subarray(0, 100_000), bytes.subarray(100_000)];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else controller.close();
      if (parts.length === 1) await opened;
    },
  });
  return { body, open: () => gate.open?.(), cut: () => gate.cut?.(new Error('the sender left')) };
}

const streamed = (body: ReadableStream<Uint8Array>) => ({ body, duplex: 'half' }) as RequestInit;

/** The chunk that another request meets, by the placeholder run. */
interface Pending {
  response: Promise<Response>;
  finish: () => void;
}

export function uploadResumable({ channels, resumableBytes }: RecordedNames): Setup {
  let pending: Pending | undefined;
  const total = resumableBytes;
  const half = total / 2;
  const startSlow = (run: Replay, path: string, range: string, bytes: number) => {
    const slow = slowBody(bytesOf(bytes));
    const response = run.fake.fetch(
      new Request(run.fake.url + path, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${run.values.get('<access_token_resfresh_1>')}`,
          'content-range': range,
          'content-length': String(bytes),
        },
        ...streamed(slow.body),
      }),
    );
    pending = { response, finish: slow.open };
    return slow;
  };
  const begun = async ({ fake }: Replay) => {
    while (![...fake.uploads.values()].some((upload) => upload.phase === 'receiving')) await Promise.resolve();
  };
  const pathOf = (run: Replay, path: string) => {
    const id = /upload_id=(.+)$/.exec(path)?.[1] ?? '';
    return path.replace(id, run.values.get(id) ?? id);
  };
  return {
    users: {
      res: { channelId: channels.res },
      res2: { channelId: channels.res2 },
      respoor: { channelId: channels.respoor, videoQuota: TINY_QUOTA },
    },
    tokens: { res: ['<access_token_res_1>', '<access_token_resfresh_1>'] },
    before: {
      'resume query after the end': ({ clock }) => clock.advance(1000),
      'last chunk once more': ({ clock }) => clock.advance(1000),
      'chunk with the now revoked token': ({ fake, values }) => {
        const access = values.get('<access_token_res_1>');
        fake.state.tokens = fake.state.tokens.filter((token) => token.access !== access);
      },
      'a second PUT while the first chunk is still being sent': async (run, entry) => {
        startSlow(run, pathOf(run, entry.request.path), `bytes 0-${half - 1}/${total}`, half);
        await begun(run);
      },
      'resume query after the connection was cut after 100000 bytes': async (run, entry) => {
        const slow = startSlow(run, pathOf(run, entry.request.path), `bytes 0-${total - 1}/${total}`, total);
        await begun(run);
        slow.cut();
        await pending?.response;
      },
      'last chunk, copy B': async (run, entry) => {
        startSlow(run, pathOf(run, entry.request.path), `bytes ${half}-${total - 1}/${total}`, half);
        await begun(run);
      },
    },
    instead: {
      'the slow first chunk itself': finishPending,
      'last chunk, copy A': finishPending,
    },
    // Quotes the first bytes of the chunk.
    momentary: { 'chunk with content-type application/json': ['body.detail'] },
    partial: ['the video made from the multipart init'],
  };

  async function finishPending(): Promise<Response> {
    if (!pending) throw new Error('no chunk is being sent');
    pending.finish();
    return pending.response;
  }
}

export const uploadResumableExtra = ({ channels }: RecordedNames): Setup => ({
  users: { resx: { channelId: channels.resx } },
  before: {
    'init on a channel that is deleted before the last chunk': ({ fake }) => {
      const [user] = fake.state.users;
      if (!user) throw new Error('there is no user');
      const fields = { name: 'short_lived', displayName: 'Short lived', description: null, support: null };
      addChannel(fake, user, fields).id = channels.shortLived;
    },
    'its only chunk': ({ fake }) => {
      fake.state.channels = fake.state.channels.filter((channel) => channel.id !== channels.shortLived);
    },
  },
});

export const uploadResumableRestart = ({ channels, uploadOfRestart }: RecordedNames): Setup => ({
  users: { res: { channelId: channels.res } },
  async prepare({ fake, values }) {
    const [user] = fake.state.users;
    if (!user) throw new Error('there is no user');
    const options = { user, fields: { name: 'Resumable' }, sizeBytes: 1_192_848, contentType: 'video/mp4' };
    const { upload } = await beginUpload(fake, options);
    await fake.storage.write(upload.key, 0, bytesOf(262_144));
    values.set(uploadOfRestart, upload.id);
    await fake.restart();
  },
});
