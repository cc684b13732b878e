import type { FakePeerTube } from '../fake-peertube.js';
import type { SourceState } from '../media/state.js';

/** `GET /videos/:id/source`. `fileDownloadUrl` is null: originals are not kept for download. */
export function sourceJson({ rules }: Pick<FakePeerTube, 'rules'>, source: SourceState): Record<string, unknown> {
  return {
    ...(rules.videos.source === 'with-filename' ? { filename: source.inputFilename, fileUrl: null } : {}),
    inputFilename: source.inputFilename,
    fileDownloadUrl: null,
    resolution: { id: source.height, label: `${source.height}p` },
    size: source.sizeBytes,
    width: source.width,
    height: source.height,
    fps: source.fps,
    metadata: metadataJson(source),
    createdAt: source.createdAt,
  };
}

/** A part of ffprobe's output. */
function metadataJson(source: SourceState): Record<string, unknown> {
  return {
    format: {
      size: source.sizeBytes,
      tags: { encoder: 'unknown' },
      bit_rate: 0,
      duration: 0,
      nb_streams: 2,
      start_time: 0,
      format_name: 'mov,mp4,m4a,3gp,3g2,mj2',
      nb_programs: 0,
      probe_score: 100,
      format_long_name: 'QuickTime / MOV',
    },
    streams: [],
    chapters: [],
  };
}
