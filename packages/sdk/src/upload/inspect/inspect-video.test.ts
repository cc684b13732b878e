import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fileSource } from '../node/file-source.js';
import { streamSource } from '../sources/stream-source.js';
import { detectContainer } from './detect-container.js';
import { inspectVideo } from './inspect-video.js';

const run = promisify(execFile);
const ffmpeg = process.env.FFMPEG_PATH ?? 'ffmpeg';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-inspect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Half a second of test picture and tone, as ffmpeg writes it. */
async function made(file: string, ...codecs: string[]): Promise<string> {
  const path = join(folder, file);
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=0.5'];
  const tone = ['-f', 'lavfi', '-i', 'sine=duration=0.5'];
  const inputs = codecs.includes('-vn') ? tone : [...picture, ...tone];
  await run(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-y', ...inputs, ...codecs, path]);
  return path;
}

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

describe('inspectVideo()', () => {
  it.each([
    ['a.mp4', 'mp4', 'video', H264],
    ['fragmented.mp4', 'mp4', 'video', [...H264, '-movflags', 'frag_keyframe+empty_moov']],
    ['a.m4v', 'mp4', 'video', ['-c:v', 'libx264', '-c:a', 'aac', '-f', 'mp4']],
    ['a.mov', 'mov', 'video', H264],
    ['a.3gp', '3gp', 'video', H264],
    ['a.mkv', 'mkv', 'video', H264],
    ['a.webm', 'webm', 'video', ['-c:v', 'libvpx', '-c:a', 'libopus']],
    ['a.avi', 'avi', 'video', ['-c:v', 'mpeg4', '-c:a', 'mp3']],
    ['a.flv', 'flv', 'video', ['-c:v', 'flv1', '-c:a', 'mp3', '-ar', '44100']],
    ['a.ts', 'ts', 'video', H264],
    ['a.m2ts', 'ts', 'video', H264],
    ['a.mpg', 'mpg', 'video', ['-c:v', 'mpeg2video', '-c:a', 'mp2']],
    ['a.ogv', 'ogv', 'video', ['-c:v', 'libtheora', '-c:a', 'libvorbis']],
    ['a.wmv', 'wmv', 'video', ['-c:v', 'wmv2', '-c:a', 'wmav2']],
    ['a.mxf', 'mxf', 'video', ['-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', '-ar', '48000']],
    ['a.nut', 'nut', 'video', ['-c:v', 'mpeg4', '-c:a', 'mp3']],
    ['a.ogg', 'ogg', 'audio', ['-vn', '-c:a', 'libvorbis']],
    ['a.mp3', 'mp3', 'audio', ['-vn']],
    ['bare.mp3', 'mp3', 'audio', ['-vn', '-id3v2_version', '0', '-write_xing', '0']],
    ['a.wav', 'wav', 'audio', ['-vn']],
    ['a.flac', 'flac', 'audio', ['-vn']],
    ['a.aac', 'aac', 'audio', ['-vn']],
    ['a.m4a', 'm4a', 'audio', ['-vn']],
    ['a.ac3', 'ac3', 'audio', ['-vn']],
    ['a.aiff', 'aiff', 'audio', ['-vn']],
  ])('knows %s by its content, whatever its name (promise 51)', async (file, name, kind, codecs) => {
    const bytes = await readFile(await made(file, ...codecs));
    const { container } = await inspectVideo(new File([bytes], 'renamed.txt'));
    expect(container).toMatchObject({ name, kind });
  });

  it.each([
    [
      'a transport stream that a recorder cut in mid-packet',
      'a.ts',
      H264,
      (bytes: Buffer) => bytes.subarray(100),
      'ts',
    ],
    [
      'an M2TS that was cut in mid-packet',
      'a.m2ts',
      H264,
      (bytes: Buffer) => Buffer.concat([Buffer.alloc(37), bytes]),
      'ts',
    ],
    [
      'MP3 after zeros',
      'bare.mp3',
      ['-vn', '-id3v2_version', '0', '-write_xing', '0'],
      (bytes: Buffer) => Buffer.concat([Buffer.alloc(1_000), bytes]),
      'mp3',
    ],
    ['AAC after zeros', 'a.aac', ['-vn'], (bytes: Buffer) => Buffer.concat([Buffer.alloc(1_000), bytes]), 'aac'],
    ['a WAV of more than 4 GiB (RF64)', 'rf64.wav', ['-vn', '-rf64', 'always'], (bytes: Buffer) => bytes, 'wav'],
    [
      'QuickTime that begins with a preview',
      'a.mov',
      H264,
      (bytes: Buffer) =>
        Buffer.concat([Buffer.from('\0\0\0\x14pnot\0\0\0\0\0\0PICT\0\x01', 'latin1'), bytes.subarray(20)]),
      'mov',
    ],
    [
      'QuickTime that begins with free space',
      'a.mov',
      H264,
      (bytes: Buffer) => Buffer.concat([Buffer.from('\0\0\0\x08skip', 'latin1'), bytes.subarray(20)]),
      'mov',
    ],
  ])('takes %s, as PeerTube does', async (_what, file, codecs, change, name) => {
    const bytes = change(await readFile(await made(file, ...codecs)));
    expect((await inspectVideo(new File([new Uint8Array(bytes)], file))).container?.name).toBe(name);
  });

  it('reads codecs, duration and picture where mediabunny reads the container', async () => {
    for (const file of ['tracks.mp4', 'tracks.mkv', 'tracks.mov']) {
      const source = await fileSource(await made(file, ...H264));
      const { tracks, sizeBytes } = await inspectVideo(source);
      await source.close?.();
      expect(sizeBytes).toBe(source.sizeBytes);
      expect(tracks).toMatchObject({
        video: { codec: 'avc', width: 160, height: 90 },
        audio: { codec: 'aac', channels: 1, sampleRate: 44_100 },
      });
      expect(tracks?.durationSeconds).toBeCloseTo(0.5, 0);
    }
  });

  it('returns the container alone where mediabunny does not read it, or the file is damaged', async () => {
    const avi = await readFile(await made('alone.avi', '-c:v', 'mpeg4', '-c:a', 'mp3'));
    expect(await inspectVideo(new Blob([avi]))).toEqual({
      sizeBytes: avi.length,
      container: { name: 'avi', kind: 'video', mediaType: 'video/x-msvideo' },
    });
    const damaged = (await readFile(await made('damaged.mp4', ...H264))).subarray(0, 200);
    expect(await inspectVideo(new Blob([damaged]))).toMatchObject({ container: { name: 'mp4' } });
  });

  it('returns the container alone where mediabunny is not installed', async () => {
    const bytes = await readFile(await made('without.mp4', ...H264));
    vi.doMock('mediabunny', () => {
      throw new Error("Cannot find package 'mediabunny'");
    });
    vi.resetModules();
    try {
      const { inspectVideo: inspectWithout } = await import('./inspect-video.js');
      const found = await inspectWithout(new Blob([bytes]));
      expect(found).toEqual({
        sizeBytes: bytes.length,
        container: { name: 'mp4', kind: 'video', mediaType: 'video/mp4' },
      });
    } finally {
      vi.doUnmock('mediabunny');
      vi.resetModules();
    }
  });

  it('leaves a stream whole', async () => {
    const bytes = await readFile(await made('stream.webm', '-c:v', 'libvpx', '-c:a', 'libopus'));
    const stream = streamSource({ name: 'a', sizeBytes: bytes.length, stream: new Blob([bytes]).stream() });
    expect((await inspectVideo(stream)).container?.name).toBe('webm');
    expect(Buffer.from(await new Blob([await stream.slice(0, bytes.length)]).arrayBuffer())).toEqual(bytes);
  });
});

describe('detectContainer()', () => {
  const text = (value: string) => new TextEncoder().encode(value);
  const latin1 = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0));

  it.each([
    ['a Windows program', latin1(`MZ\x90\x00\x03\x00${'\x00'.repeat(500)}This program cannot be run in DOS mode.`)],
    ['a Linux program', latin1(`\x7fELF\x02\x01\x01${'\x00'.repeat(500)}`)],
    ['a script', text('#!/bin/sh\necho hello\n')],
    ['a page', text('<!doctype html><title>ftyp moov</title>')],
    ['a PDF', text('%PDF-1.7\n')],
    ['an archive', latin1('PK\x03\x04\x14\x00\x00\x00')],
    ['a JPEG', latin1('\xff\xd8\xff\xe0\x00\x10JFIF')],
    ['a PNG', latin1('\x89PNG\r\n\x1a\n')],
    ['a GIF', text('GIF89a')],
    ['a WebP', latin1('RIFF\x10\x00\x00\x00WEBPVP8 ')],
    ['a HEIC', latin1('\x00\x00\x00\x18ftypheic')],
    ['text in UTF-16', latin1('\xff\xfeh\x00e\x00l\x00l\x00o\x00')],
    ['text that begins with a G', text('G'.repeat(100) + ' nothing else '.repeat(100))],
    ['an EBML file of another kind', latin1('\x1a\x45\xdf\xa3\x84\x42\x82\x84test')],
    ['noughts', new Uint8Array(4_096)],
    ['nothing', new Uint8Array()],
  ])('does not take %s for a video (promise 51)', (_what, bytes) => {
    expect(detectContainer(bytes)).toBeUndefined();
  });
});
