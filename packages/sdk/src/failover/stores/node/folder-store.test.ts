import { appendFile, mkdir, mkdtemp, readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UploadError } from '../../../errors/upload-error.js';
import { sha256, videoFile } from '../../../peertube/uploads/test-support/fake-instance.js';
import { blobSource } from '../../../upload/sources/blob-source.js';
import type { Upload, UploadSource } from '../../../upload/types.js';
import { HybridUploader } from '../../hybrid/hybrid-uploader.js';
import type { StoredUpload } from '../../hybrid/types.js';
import { folderStore } from './folder-store.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FIELDS = { name: 'A clip' };
const BY_CHUNKS = { key: 'k', chunkBytes: 1_000, maxChunkBytes: 1_000 };

/** Each slice but the first one goes through `before`. */
const withSlices = (file: File, before: (start: number) => unknown): UploadSource => ({
  ...blobSource(file),
  async slice(start, end) {
    if (start > 0) await before(start);
    return file.slice(start, end);
  },
});
const keep = (key: string, file = videoFile(3_000)) =>
  folderStore(folder).store(blobSource(file), FIELDS, { key }).done;
const hashOf = async (stored: StoredUpload): Promise<string> => {
  const opened = await folderStore(folder).open?.(stored);
  const bytes = await opened?.source.slice(0, stored.sizeBytes);
  await opened?.source.close?.();
  return sha256(new Blob(bytes && [bytes]));
};

describe('folderStore()', () => {
  it('keeps copies with one key apart, when one of them is cut off in the middle of the other', async () => {
    const file = videoFile(5_000);
    let second: Upload<StoredUpload> | undefined;
    const first: Upload<StoredUpload> = folderStore(folder).store(
      withSlices(file, async () => {
        if (second || first.progress.sentBytes < 3_000) return;
        const other = folderStore(folder).store(blobSource(file), FIELDS, BY_CHUNKS);
        second = other;
        await new Promise<void>((resolve) => other.onProgress(({ sentBytes }) => sentBytes === 1_000 && resolve()));
        other.pause();
      }),
      FIELDS,
      BY_CHUNKS,
    );
    const stored = await first.done;
    expect(await hashOf(stored)).toBe(await sha256(file));
    await second?.cancel();
    expect(await hashOf(stored)).toBe(await sha256(file));
  });

  it('gives the bytes of the first to a second copy that ends later, and keeps them once', async () => {
    const file = videoFile(3_000);
    const [first, second] = await Promise.all([
      keep('k', file),
      folderStore(folder).store(
        withSlices(file, () => expect.poll(() => folderStore(folder).pending()).toHaveLength(1)),
        FIELDS,
        BY_CHUNKS,
      ).done,
    ]);
    expect(second).toEqual(first);
    expect(await hashOf(first)).toBe(await sha256(file));
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('does not call a file stored that has not its size', async () => {
    const source = withSlices(videoFile(2_000), async () => {
      const [name = ''] = await readdir(folder);
      await appendFile(join(folder, name), new Uint8Array(1_500));
    });
    await expect(folderStore(folder).store(source, FIELDS, BY_CHUNKS).done).rejects.toMatchObject({
      code: 'upload/store-failed',
      message: 'The copy has 2500 of 2000 bytes. Upload the file again.',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['', '{"stored":', '{}', 'null', '[]'])('takes the note %j for none', async (note) => {
    await keep('good');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'bad.json'), note);
    await writeFile(join(folder, 'not ours.json'), note);
    expect(await folderStore(folder).pending()).toMatchObject([{ key: 'good' }]);
    const file = videoFile(3_000, { seed: 2 });
    expect(await hashOf(await keep('bad', file))).toBe(await sha256(file));
    expect(await folderStore(folder).pending()).toMatchObject([{ key: 'good' }, { key: 'bad' }]);
  });

  it('leaves nothing behind, and no file open, of a copy that was aborted, cancelled or failed', async () => {
    const file = videoFile(5_000);
    const stopping = new AbortController();
    const fails = new UploadError('gone', { code: 'upload/source-changed' });
    const unreadable = Object.assign(new Blob(['…']), { arrayBuffer: () => Promise.reject(new Error('unreadable')) });
    const store = (key: string, source: UploadSource, more = {}, fields = {}) =>
      folderStore(folder).store(source, { ...FIELDS, ...fields }, { ...BY_CHUNKS, key, ...more });
    const at = (start: number, act: () => unknown) => withSlices(file, (from) => from === start && act());

    const aborted = store(
      'aborted',
      at(2_000, () => stopping.abort()),
      { signal: stopping.signal },
    );
    await expect(aborted.done).rejects.toMatchObject({ name: 'AbortError' });
    const failed = store(
      'failed',
      at(3_000, () => Promise.reject(fails)),
    );
    await expect(failed.done).rejects.toMatchObject({ code: 'upload/source-changed', confirmedBytes: 3_000 });
    const noteless = store('noteless', blobSource(file), {}, { thumbnail: unreadable });
    await expect(noteless.done).rejects.toMatchObject({ code: 'upload/store-failed' });
    const cancelled: Upload<StoredUpload> = store(
      'cancelled',
      at(2_000, () => void cancelled.cancel()),
    );
    await expect(cancelled.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).toEqual([]);
    expect(await openFiles()).toEqual([]);
  });

  it('removes what a cancelled copy wrote before `cancel` resolves', async () => {
    const copy = folderStore(folder).store(blobSource(videoFile(50_000)), FIELDS, BY_CHUNKS);
    await new Promise<void>((resolve) => copy.onProgress(({ sentBytes }) => sentBytes > 2_000 && resolve()));
    await copy.cancel();
    expect(await readdir(folder)).toEqual([]);
  });

  it('sweeps what no note stands for, a day later', async () => {
    const stored = await keep('good');
    const [good = ''] = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
    const uuid = crypto.randomUUID();
    const old = [
      'gone.bin',
      'gone.bin.part',
      'gone.1f.bin',
      'gone.1f.bin.crswap',
      'good.2f.bin',
      `good.json.${uuid}.part`,
      'empty.json',
    ];
    const kept = ['damaged.json', 'damaged.1f.bin', 'damaged.bin', 'not ours.bin', 'k.bin.txt'];
    for (const name of [...old, ...kept]) await writeFile(join(folder, name), name === 'empty.json' ? '' : '{');
    const before = Date.now() / 1_000 - 25 * 60 * 60;
    for (const name of await readdir(folder)) await utimes(join(folder, name), before, before);
    await mkdir(join(folder, 'folder.bin'));
    await utimes(join(folder, 'folder.bin'), before, before);
    await writeFile(join(folder, 'under-way.1f.bin'), '');
    expect(await folderStore(folder).pending()).toEqual([stored]);
    expect((await readdir(folder)).sort()).toEqual(
      [...kept, 'good.json', good, 'folder.bin', 'under-way.1f.bin'].sort(),
    );
  });

  it('keeps the bytes of a note that is being written, however old they are', async () => {
    const before = Date.now() / 1_000 - 25 * 60 * 60;
    await writeFile(join(folder, 'k.1f.bin'), 'whole');
    await utimes(join(folder, 'k.1f.bin'), before, before);
    await writeFile(join(folder, 'k.json'), '');
    await folderStore(folder).pending();
    expect(await readdir(folder)).toEqual(['k.1f.bin', 'k.json']);
  });

  it('gives back, and lets go of, what an older version stored', async () => {
    const file = videoFile(3_000);
    const [{ bytes, ...note }] = await noteOfOne(file);
    await writeFile(join(folder, 'k.json'), JSON.stringify(note));
    await writeFile(join(folder, 'k.bin'), Buffer.from(await file.arrayBuffer()));
    await rm(join(folder, bytes));
    const [stored, ...others] = await folderStore(folder).pending();
    expect(others).toEqual([]);
    if (!stored) throw new Error('nothing waits');
    expect(await hashOf(stored)).toBe(await sha256(file));
    await folderStore(folder).remove?.(stored);
    expect(await readdir(folder)).toEqual([]);
  });

  it('promotes without inspection what was stored without', async () => {
    const seen: unknown[] = [];
    const upload = (_source: unknown, { inspect, tags }: { inspect?: boolean; tags?: readonly string[] }) => {
      seen.push([inspect, tags]);
      return { done: Promise.resolve({ id: 1, uuid: 'u', shortUUID: 's' }) };
    };
    let isOnline = false;
    const options = { primary: { upload: upload as never }, fallback: folderStore(folder), isOnline: () => isOnline };
    const hybrid = new HybridUploader(options);
    const odd = new File(['no container that is known here'], 'a.mp4');
    await hybrid.upload(odd, { ...FIELDS, inspect: false, tags: ['aa'] }).done;
    await hybrid.upload(videoFile(3_000), FIELDS).done;
    isOnline = true;
    expect((await hybrid.promote()).failed).toEqual([]);
    expect(seen).toEqual([
      [false, ['aa']],
      [undefined, undefined],
    ]);
  });
});

/** The note of a file stored under `k`, as it lies on the disk. */
async function noteOfOne(file: File): Promise<[{ bytes: string }]> {
  await keep('k', file);
  return [JSON.parse(await readFile(join(folder, 'k.json'), 'utf8'))];
}

/** Those of the folder that this process holds, where the system lists them. */
async function openFiles(): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const fds = await readdir('/proc/self/fd');
  const paths = await Promise.all(fds.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(folder));
}
