import type { HttpHandler } from 'msw';
import { randomUuid } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { isWithinFollows, knownVideo, resolveRemoteVideo } from '../federation/federate.js';
import { asText } from '../http/fields.js';
import { page, queryFields, sorted, sortRule } from '../http/lists.js';
import { Problem, problem, textAnswer } from '../http/problem.js';
import { empty, emptyJson, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { validate } from '../http/validation.js';
import { findVideo, mustManage, mustWatch } from './find-video.js';
import { videoPasswordHandlers } from './password-routes.js';
import { keepPictures } from './pictures.js';
import { removeVideo } from './remove-video.js';
import { sourceJson } from './source-json.js';
import { Privacies, type VideoState, VideoStates } from './state.js';
import { applyFields, mustBeNsfwForFlags, mustHavePasswords, updateRules } from './video-fields.js';
import { isListed, isScheduledLive, matchesFilters, VIDEO_SORTS, videoKey } from './video-filters.js';
import { scheduleJson, videoJson, videoListItem } from './video-json.js';

const FILE_TOKEN_MS = 8 * 3_600_000;

const passwordOf = (context: RouteContext) => context.request.headers.get('x-peertube-video-password');

/** Videos (docs/peertube §7). */
export function videoHandlers(fake: FakePeerTube): HttpHandler[] {
  const managed = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  return [
    route(fake, 'get /api/v1/videos', { auth: 'optional', docs: 'getVideos' }, list),
    route(fake, 'get /api/v1/search/videos', { auth: 'optional', docs: 'searchVideos' }, async (context) => {
      const search = context.url.searchParams.get('search') ?? '';
      if (!/^https?:\/\//.test(search)) return list(context);
      // Only signed-in users may make the instance look elsewhere (`search.remoteUri` of the configuration).
      const found = context.user ? await resolveRemoteVideo(fake, search) : knownVideo(fake, search);
      return json({ total: found ? 1 : 0, data: found ? [videoListItem(fake, found)] : [] });
    }),
    route(fake, 'get /api/v1/videos/:id', { auth: 'optional', docs: 'getVideo' }, (context) => {
      const id = context.params.id ?? '';
      const video = findVideo(fake, id);
      mustWatch(fake, video, { user: context.user, id, password: passwordOf(context) });
      return json(videoJson(fake, video, context.user));
    }),
    route(fake, 'put /api/v1/videos/:id', { auth: 'required', docs: 'putVideo' }, update),
    route(fake, 'delete /api/v1/videos/:id', { auth: 'required', docs: 'delVideo' }, async (context) => {
      await removeVideo(fake, managed(context));
      return emptyJson(204);
    }),
    route(fake, 'get /api/v1/videos/:id/description', { auth: 'optional' }, description),
    route(fake, 'get /api/v1/videos/:id/source', { auth: 'required', docs: 'getVideoSource' }, (context) => {
      const { source } = managed(context);
      if (!source) throw problem(404, 'Video source not found');
      return json(sourceJson(fake, source));
    }),
    route(fake, 'get /api/v1/videos/:id/metadata/:file', {}, ({ params }) => {
      const { source } = findVideo(fake, params.id ?? '');
      if (!source) throw problem(404, 'Video file not found');
      return json(sourceJson(fake, source).metadata);
    }),
    route(fake, 'post /api/v1/videos/:id/token', { auth: 'optional' }, fileToken),
    ...videoPasswordHandlers(fake),
    route(fake, 'put /api/v1/videos/:id/rate', { auth: 'required' }, rate),
    route(fake, 'post /api/v1/videos/:id/studio/edit', { auth: 'required' }, () => {
      throw problem(400, 'Video studio is disabled on this instance');
    }),
  ];
}

async function rate(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const user = signedIn(context);
  const video = findVideo(fake, context.params.id ?? '');
  const { rating } = await readFields(context);
  if (rating === 'like' || rating === 'dislike') video.ratings[user.id] = rating;
  else delete video.ratings[user.id];
  const ratings = Object.values(video.ratings);
  video.likes = ratings.filter((one) => one === 'like').length;
  video.dislikes = ratings.length - video.likes;
  return empty(204);
}

/** Deprecated. On a version without it the path is still counted, as an unknown method of a known path is. */
function description(context: RouteContext): Response {
  const { fake } = context;
  if (!fake.rules.videos.descriptionRoute) return emptyJson(400);
  const video = findVideo(fake, context.params.id ?? '');
  mustWatch(fake, video, { user: context.user, password: passwordOf(context) });
  return json({ description: video.description });
}

function list(context: RouteContext): Response {
  const { fake, url } = context;
  const query = queryFields(url);
  const secret = ['include', 'privacyOneOf', 'autoTagOneOf'].some((name) => query[name] !== undefined);
  if (secret && (context.user?.role ?? 2) === 2) {
    throw problem(401, fake.rules.videos.listForModerators);
  }
  const isWithScheduled = fake.rules.lives.laterSettings && query.includeScheduledLive === 'true';
  const isShown = (video: VideoState) => isListed(video) || (isWithScheduled && isScheduledLive(fake, video));
  const found = fake.state.videos.filter(
    (video) => isShown(video) && isWithinFollows(fake, video) && matchesFilters(fake, video, query),
  );
  const ordered = sorted(found, asText(query.sort) ?? '-publishedAt', (video, field) => videoKey(fake, video, field));
  const { total, data } = page(url, ordered, [sortRule(...VIDEO_SORTS)], (video) => ({
    ...videoListItem(fake, video),
    ...(isWithScheduled ? scheduleJson(video) : {}),
  }));
  return json(query.skipCount === 'true' ? { data } : { total, data });
}

async function update(context: RouteContext): Promise<Response> {
  const { fake, params } = context;
  const user = signedIn(context);
  const video = findVideo(fake, params.id ?? '');
  const fields = await readFields(context);
  validate(fields, updateRules(fake));
  mustManage(fake, video, user);
  mustHavePasswords(fields, video);
  mustBeNsfwForFlags(fake, fields, video);
  const wasSecret = video.privacy;
  if (video.isLive && video.state === VideoStates.published && fields.privacy !== undefined) {
    throw problem(400, 'Cannot update privacy of a live that has already started');
  }
  applyFields(fake, video, fields);
  if (wasSecret !== Privacies.public && video.privacy === Privacies.public) video.publishedAt = fake.isoNow();
  video.updatedAt = fake.isoNow();
  await keepPictures(fake, video, fields);
  return emptyJson(204);
}

/** A token of a public video is for those who are signed in: without a bearer token 6.3 fails inside, 8.2 refuses. */
function fileToken(context: RouteContext): Response {
  const { fake, user } = context;
  const video = findVideo(fake, context.params.id ?? '');
  const password = passwordOf(context);
  mustWatch(fake, video, { user, password });
  if (!user && video.privacy !== Privacies.password) {
    if (!fake.rules.files.publicTokenFails) throw textAnswer(401);
    throw new Problem({
      status: 500,
      detail: "Cannot read properties of undefined (reading 'token')",
      code: 'TypeError',
    });
  }
  const token = randomUuid(fake.random);
  const expiresAtMs = fake.clock.now() + FILE_TOKEN_MS;
  fake.fileTokens.set(token, { videoId: video.id, expiresAtMs });
  return json({ files: { token, expires: new Date(expiresAtMs).toISOString() } });
}
