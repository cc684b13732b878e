import { chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataDirError, prepareDataDir, restrictDataDir } from './data-dir.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'piyakast-data-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (path: string) => ((await lstat(path)).mode & 0o777).toString(8);

describe('prepareDataDir()', () => {
  it('makes it for this user alone, and leaves nothing else behind', async () => {
    const directory = join(parent, 'deep', 'data');
    await prepareDataDir(directory);
    expect(await modeOf(directory)).toBe('700');
    expect(await readdir(directory)).toEqual([]);
  });

  it.runIf(process.platform === 'linux').each(['/proc', '/proc/piyakast', '/proc/piyakast/data'])(
    'names DATA_DIR when it is %s, where no file can be made',
    async (directory) => {
      await expect(prepareDataDir(directory)).rejects.toMatchObject({
        name: 'ConfigError',
        message: expect.stringMatching(/^DATA_DIR \(\/proc\S*\) cannot be written by this user/),
      });
    },
  );

  it.each(['file', 'file/below'])('names DATA_DIR when it is %s', async (name) => {
    await writeFile(join(parent, 'file'), '');
    const directory = join(parent, name);
    await expect(prepareDataDir(directory)).rejects.toMatchObject({
      name: 'ConfigError',
      message: `DATA_DIR (${directory}) is a file or lies in one; set it to a directory.`,
    });
  });

  it.each([
    ['EROFS', 'cannot be written by this user (EROFS); allow it, or set it to another directory.'],
    ['EACCES', 'cannot be written by this user (EACCES); allow it, or set it to another directory.'],
    ['ENOSPC', 'is on a disk that is full; make room, or set it to a directory on another.'],
    ['EDQUOT', 'is on a disk that is full; make room, or set it to a directory on another.'],
  ])('says what to do about %s', (code, reason) => {
    const error = dataDirError('/data', Object.assign(new Error(code), { code }));
    expect(error.message).toBe(`DATA_DIR (/data) ${reason}`);
  });
});

describe('restrictDataDir()', () => {
  it('closes what an earlier server left open, and touches nothing outside', async () => {
    const directory = join(parent, 'data');
    const outside = join(parent, 'outside');
    await mkdir(join(directory, 'db', 'base'), { recursive: true, mode: 0o755 });
    const files = [join(directory, 'secret'), join(directory, 'db', 'base', '1'), outside];
    for (const file of files) {
      await writeFile(file, '');
      await chmod(file, 0o666);
    }
    await symlink(outside, join(directory, 'link'));
    await restrictDataDir(directory);
    expect(await modeOf(directory)).toBe('700');
    expect(await modeOf(join(directory, 'db', 'base'))).toBe('700');
    expect(await Promise.all(files.map(modeOf))).toEqual(['600', '600', '666']);
  });
});
