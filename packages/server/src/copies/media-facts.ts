import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { FfmpegError } from './ffmpeg.js';

/** What a file holds, as far as playing it is concerned. */
export interface MediaFacts {
  /** Names of ffmpeg's demuxer, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  formats: string[];
  /** Of MOV and MP4, such as `qt`, `isom`. */
  brand: string | undefined;
  durationSeconds: number | undefined;
  video: { codec: string; pixelFormat: string; width: number; height: number } | undefined;
  audio: { codec: string } | undefined;
}

const Probed = Compile(
  Type.Object({
    format: Type.Object({
      format_name: Type.String(),
      duration: Type.Optional(Type.String()),
      tags: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
    streams: Type.Array(
      Type.Object({
        codec_type: Type.Optional(Type.String()),
        codec_name: Type.Optional(Type.String()),
        pix_fmt: Type.Optional(Type.String()),
        width: Type.Optional(Type.Number()),
        height: Type.Optional(Type.Number()),
        disposition: Type.Optional(Type.Object({ attached_pic: Type.Optional(Type.Number()) })),
      }),
    ),
  }),
);

/** Reads ffprobe's JSON. @throws FfmpegError when it holds neither picture nor sound. */
export function mediaFacts(probed: unknown): MediaFacts {
  if (!Probed.Check(probed)) throw new FfmpegError('It is no media file.');
  const { format, streams } = probed;
  // The cover of a song is no video.
  const video = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1);
  const audio = streams.find((one) => one.codec_type === 'audio');
  if (video === undefined && audio === undefined) throw new FfmpegError('It holds neither picture nor sound.');
  const duration = Number(format.duration);
  return {
    formats: format.format_name.split(','),
    brand: format.tags?.major_brand?.trim(),
    durationSeconds: duration > 0 ? duration : undefined,
    video: video && {
      codec: video.codec_name ?? '',
      pixelFormat: video.pix_fmt ?? '',
      width: video.width ?? 0,
      height: video.height ?? 0,
    },
    audio: audio && { codec: audio.codec_name ?? '' },
  };
}
