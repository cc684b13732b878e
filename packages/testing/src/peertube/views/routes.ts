import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asRecord, asText } from '../http/fields.js';
import { problem } from '../http/problem.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { type Rule, validate } from '../http/validation.js';
import { overallStats, retentionStats, timeseriesStats } from '../stats/video-stats.js';
import { findVideo, mustManage } from '../videos/find-video.js';
import { recordView } from './viewers.js';

const TIME_RULE: Rule = { path: 'currentTime', check: (value) => asInteger(value) !== undefined };
const EVENT_RULE: Rule = { path: 'viewEvent', optional: true, check: (value) => value === 'seek' };
const METRICS = ['viewers', 'aggregateWatchTime'];

/** View events and the owner's statistics (docs/peertube §10). No rights are checked on a view. */
export function viewHandlers(fake: FakePeerTube): HttpHandler[] {
  const owned = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  const options = { auth: 'optional', docs: 'addView' } as const;
  const mine = { auth: 'required' } as const;
  return [
    ...['post /api/v1/videos/:id/views', 'put /api/v1/videos/:id/views', 'put /api/v1/videos/:id/watching'].map(
      (spec) => route(fake, spec, options, view),
    ),
    route(
      fake,
      'get /api/v1/videos/:id/views',
      {},
      () =>
        new Response('Method Not Allowed', { status: 405, headers: { 'content-type': 'text/plain; charset=utf-8' } }),
    ),
    route(fake, 'get /api/v1/videos/:id/stats/overall', mine, (context) => json(overallStats(fake, owned(context)))),
    route(fake, 'get /api/v1/videos/:id/stats/retention', mine, (context) => {
      const video = owned(context);
      if (video.isLive) throw problem(400, 'Cannot get retention stats of live video');
      return json(retentionStats(fake, video));
    }),
    route(fake, 'get /api/v1/videos/:id/stats/timeseries/:metric', mine, (context) => {
      const { metric = '' } = context.params;
      validate({ metric }, [
        { path: 'metric', location: 'params', check: (value) => METRICS.includes(asText(value) ?? '') },
      ]);
      return json(timeseriesStats(fake, owned(context), metric));
    }),
  ];
}

async function view(context: RouteContext): Promise<Response> {
  const { fake, params, user } = context;
  const fields = asRecord(await readFields(context));
  validate(fields, fake.rules.views.checksEvent ? [TIME_RULE, EVENT_RULE] : [TIME_RULE]);
  const video = findVideo(fake, params.id ?? '');
  const time = asInteger(fields.currentTime) ?? 0;
  const late = !video.isLive && time > video.duration;
  if (time < 0 || late) {
    throw problem(400, `Current time ${time} is invalid (video ${video.uuid} duration: ${video.duration})`);
  }
  const session = asText(fields.sessionId) ?? (user ? `user-${user.id}` : 'anonymous');
  recordView(fake, video, session, time);
  if (user) video.history[user.id] = time;
  return empty(204);
}
