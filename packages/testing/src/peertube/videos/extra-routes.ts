import type { HttpHandler } from 'msw';
import { randomUuid } from '../../runtime/ids.js';
import { LANGUAGES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asRecord, asText } from '../http/fields.js';
import { problem } from '../http/problem.js';
import { empty, emptyJson, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { type Rule, validate } from '../http/validation.js';
import { captionPlaylist, listCaptionsInMaster } from './caption-playlist.js';
import { findVideo, mustManage, mustWatch } from './find-video.js';
import { type CaptionState, Privacies, type VideoState } from './state.js';
import { hlsFolder } from './video-json.js';

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
const CHAPTERS_RULE: Rule = {
  path: 'chapters',
  msg: 'Chapters must have a valid title and timecode, and each timecode must be unique',
  check: (value) => {
    if (!Array.isArray(value)) return false;
    const chapters = value.map(asRecord);
    const times = new Set(chapters.map((chapter) => chapter.timecode));
    return (
      times.size === chapters.length &&
      chapters.every(({ title, timecode }) => {
        const length = asText(title)?.length ?? 0;
        return length >= 1 && length <= 100 && (asInteger(timecode) ?? -1) >= 0;
      })
    );
  },
};

/** Captions, chapters and storyboards (contract §7). */
export function videoExtraHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  const managed = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  const watchable = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    const password = context.request.headers.get('x-peertube-video-password');
    const isPublic = video.privacy === Privacies.public || video.privacy === Privacies.unlisted;
    if (fake.rules.videos.captionsNeedToken && !context.user && !password && !isPublic) {
      throw problem(401, 'Token is invalid', 'unauthorized_request');
    }
    mustWatch(fake, video, { user: context.user, password });
    return video;
  };
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
    route(fake, 'get /api/v1/videos/:id/chapters', { auth: 'optional' }, (context) =>
      json({ chapters: watchable(context).chapters }),
    ),
    route(fake, 'put /api/v1/videos/:id/chapters', mine, async (context) => {
      const fields = await readFields(context);
      validate(fields, [CHAPTERS_RULE]);
      const chapters = Array.isArray(fields.chapters) ? fields.chapters.map(asRecord) : [];
      managed(context).chapters = chapters
        .map(({ timecode, title }) => ({ timecode: asInteger(timecode) ?? 0, title: asText(title) ?? '' }))
        .sort((a, b) => a.timecode - b.timecode);
      return empty(204);
    }),
    route(fake, 'get /api/v1/videos/:id/storyboards', { auth: 'optional' }, (context) => {
      const { storyboard, duration } = watchable(context);
      if (storyboard === undefined) return json({ storyboards: [] });
      const sprites = Math.max(1, duration);
      return json({
        storyboards: [
          {
            storyboardPath: `/lazy-static/storyboards/${storyboard}`,
            ...(fake.rules.videos.laterFields ? { fileUrl: `${fake.url}/lazy-static/storyboards/${storyboard}` } : {}),
            totalHeight: 108,
            totalWidth: 192 * sprites,
            spriteWidth: 192,
            spriteHeight: 108,
            spriteDuration: 1,
          },
        ],
      });
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
