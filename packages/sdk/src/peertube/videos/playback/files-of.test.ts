import { describe, expect, it } from 'vitest';
import type { PeerTubeVideoFile } from '../../types/video.js';
import { audioFilesOf, filesOf } from './files-of.js';

const file = (lines: number, more: Partial<PeerTubeVideoFile> = {}): PeerTubeVideoFile => ({
  id: lines,
  resolution: { id: lines, label: lines === 0 ? 'Audio only' : `${lines}p` },
  size: 1,
  fps: lines === 0 ? 0 : 30,
  fileUrl: `https://video.example/${lines}.mp4`,
  fileDownloadUrl: `https://video.example/download/${lines}.mp4`,
  ...more,
});
const hls = (...files: PeerTubeVideoFile[]) => ({ id: 1, type: 1, playlistUrl: '', segmentsSha256Url: '', files });
const linesOf = (files: PeerTubeVideoFile[]): number[] => files.map(({ resolution }) => resolution.id);

describe('filesOf() and audioFilesOf()', () => {
  it('keep the sound alone, which PeerTube 8 adds, apart from the qualities', () => {
    const sound = file(0, { hasVideo: false, hasAudio: true, width: 0, height: 0 });
    const video = { files: [file(480, { hasVideo: true }), sound, file(240)], streamingPlaylists: [hls(file(360))] };
    expect(linesOf(filesOf(video))).toEqual([480, 360, 240]);
    expect(audioFilesOf(video)).toEqual([sound]);
  });

  it('know the sound alone by its resolution where nothing else says so, as in PeerTube 6', () => {
    const video = { files: [file(0), file(720)], streamingPlaylists: [] };
    expect(linesOf(filesOf(video))).toEqual([720]);
    expect(linesOf(audioFilesOf(video))).toEqual([0]);
  });

  it('leave out the files without sound of an HLS playlist that splits sound and picture', () => {
    const split = [file(720, { hasAudio: false }), file(360, { hasAudio: false }), file(0, { hasVideo: false })];
    const video = { files: [file(480, { hasAudio: true })], streamingPlaylists: [hls(...split)] };
    expect(linesOf(filesOf(video))).toEqual([480]);
  });

  it('keep the files of a silent video', () => {
    const video = { files: [], streamingPlaylists: [hls(file(720, { hasAudio: false }))] };
    expect(linesOf(filesOf(video))).toEqual([720]);
  });
});
