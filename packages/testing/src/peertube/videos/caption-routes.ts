import type { HttpHandler } from 'msw';
import { randomUuid } from '../../runtime/ids.js';
import { LANGUAGES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { empty, emptyJson, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { type Rule, validate } from '../http/validation.js';
import { captionPlaylist, listCaptionsInMaster } from './caption-playlist.js';
import { findVideo, mustManage } from './find-video.js';
import type { CaptionState, VideoState } from './state.js';
import { hlsFolder } from './video-json.js';
import { watchableVideo } from './watchable.js';

const CAPTION_LIMIT_BYTES = 20_971_520;

const CAPTION_RULES: readonly Rule[] = [
  { path: 'captionLanguage', location: 'params', check: (value) => typeof value === 'string' && value in LANGUAGES },
  {
    path: 'captionfile',
    msg: 'This caption file is not supported or too large. Please, make sure it is under 20971520 bytes and one of the following mimetypes: .vtt, .srt',
    check: (value) => value instanceof File && /\.(vtt|srt)$/i.test(value.name) && value.size <= CAPTION_LIMIT_BYTES,
    hideValue: true,
  },
];
/** Captions (docs/peertube §7). */
export function captionHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  const managed = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  const watchable = (context: RouteContext) => watchableVideo(fake, context);
  return [
    route(fake, 'get /api/v1/videos/:id/captions', { auth: 'optional' }, (context) => {
      const video = watchable(context);
      const captions = [...video.captions].sort((a, b) => (a.language < b.language ? -1 : 1));
      const data = captions.map((caption) => ({
        language: { id: caption.language, label: LANGUAGES[caption.language] ?? 'Unknown' },
        automaticallyGenerated: false,
        captionPath: `/lazy-static/video-captions/${caption.name}`,
        ...(fake.rules.videos.laterFields ? captionUrls(fake, video, caption) : {}),
        updatedAt: caption.updatedAt,
      }));
      return json({ total: data.length, data });
    }),
    route(fake, 'put /api/v1/videos/:id/captions/:language', mine, async (context) => {
      const { language = '' } = context.params;
      const fields = await readFields(context);
      validate({ ...fields, captionLanguage: language }, CAPTION_RULES);
      const video = managed(context);
      if (fields.captionfile instanceof File) addCaption(fake, video, language, await fields.captionfile.text());
      return empty(204);
    }),
    route(fake, 'delete /api/v1/videos/:id/captions/:language', mine, (context) => {
      const video = managed(context);
      video.captions = video.captions.filter((caption) => caption.language !== context.params.language);
      listCaptionsInMaster(fake, video);
      return emptyJson(204);
    }),
  ];
}

/** Absolute addresses of a caption: as WebVTT, and as a playlist where the video has HLS (8.2 §7). */
const captionUrls = (fake: FakePeerTube, video: VideoState, caption: CaptionState) => ({
  fileUrl: `${fake.url}/lazy-static/video-captions/${caption.name}`,
  m3u8Url: video.playlist?.files.length ? `${hlsFolder(fake, video)}/${captionPlaylist(caption)}` : null,
});

/** Captions are always kept as WebVTT. */
function addCaption(fake: FakePeerTube, video: VideoState, language: string, text: string): void {
  const vtt = text.startsWith('WEBVTT')
    ? text
    : `WEBVTT\n\n${text.replaceAll(/(\d{2}:\d{2}:\d{2}),(\d{3})/g, '$1.$2')}`;
  video.captions = video.captions.filter((caption) => caption.language !== language);
  const name = `${randomUuid(fake.random)}-${language}.vtt`;
  video.captions.push({ language, name, text: vtt, updatedAt: fake.isoNow() });
  listCaptionsInMaster(fake, video);
}
