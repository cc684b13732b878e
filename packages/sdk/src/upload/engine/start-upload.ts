import { hasEndedUpload } from '../../errors/classify.js';
import { guardSource } from '../sources/guard-source.js';
import type { Upload, UploadOptions, UploadProtocol, UploadSource } from '../types.js';
import { progressMeter } from './progress-meter.js';
import { transfer } from './transfer.js';
import { uploadControl } from './upload-control.js';
import { uploadFailure } from './upload-failure.js';
import { UploadSession } from './upload-session.js';
import { uploadSettings } from './upload-settings.js';

/**
 * Begins an upload, or resumes an earlier one of the same key.
 *
 * One factory: pausing, cancelling and the end share what has been settled.
 *
 * @param protocol - How the server takes uploads.
 * @param source - Read by slices, never whole in memory; closed at the end.
 * @throws ConfigError, at once, for an option that is wrong. Everything else rejects {@link Upload.done}.
 * @example
 * ```ts
 * import { blobSource, createPiyakast, startUpload, tusProtocol } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const protocol = tusProtocol(piyakast.http, { path: '/files', result: async (id) => ({ id }) });
 * const upload = startUpload(protocol, blobSource(new Blob(['…'])), { key: 'one-upload' });
 * console.log((await upload.done).id);
 * ```
 */
export function startUpload<Result>(
  protocol: UploadProtocol<Result>,
  source: UploadSource,
  options: UploadOptions = {},
): Upload<Result> {
  const settings = uploadSettings(options);
  const { key, clock } = settings;
  const meter = progressMeter(source.sizeBytes, options.onProgress);
  const control = uploadControl(clock, options.signal);
  const lent = guardSource(source);
  const session = new UploadSession(protocol, lent, settings);
  let settled = false;

  async function run(): Promise<Result> {
    // The caller gets the upload before the first report, so that it can listen.
    await Promise.resolve();
    try {
      const result = await transfer({ protocol, source: lent, settings, session, control, meter });
      settled = true;
      meter.report({ phase: 'done' });
      return result;
    } catch (error) {
      if (control.ending.aborted) {
        meter.report({ phase: 'cancelled' });
        throw control.ending.reason;
      }
      settled = true;
      if (hasEndedUpload(error)) await discard();
      meter.report({ phase: 'failed' });
      throw uploadFailure(error, meter.progress.sentBytes);
    } finally {
      control.end();
      // The bytes are where they belong, or the failure is already on its way: a handle that stays open changes neither.
      await source.close?.().catch(() => undefined);
    }
  }

  /** A refused upload is deleted at the server too: PeerTube 6.3 would answer its key with "being processed" for an hour. */
  async function discard(): Promise<void> {
    // What it refused is what counts; a server that cannot be reached now deletes it by age.
    if (session.record) await protocol.cancel(session.record, {}).catch(() => undefined);
    await session.forget();
  }

  const done = run();
  // A caller that only listens to the progress must not get an unhandled rejection; `done` itself still rejects.
  done.catch(() => undefined);

  return {
    key,
    done,
    get progress() {
      return meter.progress;
    },
    onProgress: meter.listen,
    pause() {
      if (control.ending.aborted) return;
      control.pause();
      meter.report({ phase: 'paused' });
    },
    resume() {
      if (control.paused) meter.report({ phase: 'checking' });
      control.resume();
    },
    async cancel() {
      if (settled) return;
      control.end();
      // The rejection is the reason just given.
      await done.catch(() => undefined);
      try {
        if (session.record) await protocol.cancel(session.record, {});
      } finally {
        await session.forget();
      }
    },
  };
}
