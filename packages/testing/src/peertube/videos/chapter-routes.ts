import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asRecord, asText } from '../http/fields.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { type Rule, validate } from '../http/validation.js';
import { findVideo, mustManage } from './find-video.js';
import { watchableVideo } from './watchable.js';

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

/** Chapters and storyboards (docs/peertube §7). */
export function chapterHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  const managed = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  const watchable = (context: RouteContext) => watchableVideo(fake, context);
  return [
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
