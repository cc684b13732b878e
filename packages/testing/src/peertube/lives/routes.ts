import type { HttpHandler } from 'msw';
import { randomUuid, toShortUuid } from '../../runtime/ids.js';
import { channelOf } from '../actors/actor-json.js';
import { knowsSchedules } from '../config/features.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asBoolean, asInteger, asRecord, type Fields } from '../http/fields.js';
import { Problem, problem, textAnswer } from '../http/problem.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { isDate, isFlag, isOneOf, type Rule, validate } from '../http/validation.js';
import { findVideo, isOwner, mustManage } from '../videos/find-video.js';
import { keepLiveBackground, keepPictures } from '../videos/pictures.js';
import { type VideoState, VideoStates } from '../videos/state.js';
import {
  createRules,
  createVideo,
  mustBeNsfwForFlags,
  mustHavePasswords,
  mustOwnChannel,
} from '../videos/video-fields.js';
import { createdJson } from '../videos/video-json.js';
import type { LiveSessionState, LiveState } from './state.js';

const SETTING_RULES: readonly Rule[] = [
  { path: 'saveReplay', optional: true, check: isFlag },
  { path: 'replaySettings.privacy', optional: true, check: isOneOf(1, 2, 3, 4) },
  { path: 'permanentLive', optional: true, check: isFlag },
  { path: 'latencyMode', optional: true, check: isOneOf(1, 2, 3) },
];
const isSchedule = (value: unknown) => Array.isArray(value) && value.every((one) => isDate(asRecord(one).startAt));

/** What later versions check; 6.3 drops these fields without a word. */
function liveRules({ rules, features }: FakePeerTube): readonly Rule[] {
  if (!rules.lives.laterSettings) return SETTING_RULES;
  const { dvrMaxWindow } = features.live;
  const isWindow = (value: unknown) => {
    const seconds = asInteger(value) ?? -1;
    return seconds >= 0 && seconds <= dvrMaxWindow;
  };
  return [
    ...SETTING_RULES,
    { path: 'schedules', msg: 'Should have a valid schedules array', optional: 'null', check: isSchedule },
    { path: 'dvrWindow', msg: 'Should have a valid dvrWindow integer', optional: true, check: isWindow },
  ];
}

/** Lives do not show the value of an absent name. */
const liveCreateRules = (fake: FakePeerTube) =>
  createRules(fake).map((rule) => (rule.path === 'name' ? { ...rule, valueIfAbsent: undefined } : rule));

/** Lives (docs/peertube §9): no stream key in the answer of a creation, and no way to end one but to stop the encoder. */
export function liveHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'post /api/v1/videos/live', { auth: 'required' }, create),
    route(fake, 'get /api/v1/videos/live/:id', { auth: 'optional' }, (context) => {
      const { video, live } = findLive(fake, context.params.id);
      const insider = isOwner(fake, video, context.user) || context.user?.role === 0;
      return json({ ...(insider ? secretsJson(fake, live) : {}), ...settingsJson(fake, live) });
    }),
    route(fake, 'put /api/v1/videos/live/:id', { auth: 'required' }, update),
    route(fake, 'get /api/v1/videos/live/:id/sessions', { auth: 'required' }, (context) => {
      const { video, live } = findLive(fake, context.params.id);
      mustManage(fake, video, signedIn(context));
      return json({ total: live.sessions.length, data: live.sessions.map((session) => sessionJson(fake, session)) });
    }),
    route(fake, 'get /api/v1/videos/:id/live-session', { auth: 'optional' }, ({ params }) => {
      const { replayOf } = findVideo(fake, params.id ?? '');
      if (!replayOf) throw problem(404, 'No live replay found');
      return json(sessionJson(fake, replayOf));
    }),
  ];
}

async function create(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const user = signedIn(context);
  const fields = await readFields(context);
  const rules = liveCreateRules(fake);
  validate(fields, [...rules.slice(0, 2), ...liveRules(fake), ...rules.slice(2)]);
  mustAllowLive(fake, fields);
  mustHavePasswords(fields, undefined);
  mustBeNsfwForFlags(fake, fields, undefined);
  const channel = mustOwnChannel(fake, user, fields);
  mustHaveRoom(fake, user.id);
  const video = createVideo(fake, channel, fields);
  const saveReplay = asBoolean(fields.saveReplay) ?? false;
  video.isLive = true;
  video.state = VideoStates.waitingForLive;
  video.waitTranscoding = false;
  video.live = {
    streamKey: randomUuid(fake.random),
    permanentLive: asBoolean(fields.permanentLive) ?? false,
    saveReplay,
    ...(saveReplay ? { replayPrivacy: replayPrivacyIn(fields) ?? video.privacy } : {}),
    latencyMode: asInteger(fields.latencyMode) ?? 1,
    ...(fake.rules.lives.laterSettings ? { dvrWindow: fake.features.live.dvrMaxWindow } : {}),
    ...newerSettings(fake, fields),
    sessions: [],
    phase: 'idle',
    playable: false,
    ended: false,
    segments: 0,
  };
  await keepLiveBackground(fake, video);
  await keepPictures(fake, video, fields);
  return json(createdJson(video));
}

function mustAllowLive(fake: FakePeerTube, fields: Fields): void {
  const { live } = fake.features;
  if (!live.enabled) throw problem(403, 'Live is not enabled on this instance', 'live_not_enabled');
  if (asBoolean(fields.saveReplay) && !live.allowReplay) {
    throw problem(403, 'Saving live replay is not enabled on this instance', 'live_not_allowing_replay');
  }
  mustAllowLatency(fake, fields);
}

/** As for a new one, but without a code [6.3 source]. */
function mustAllowChange(fake: FakePeerTube, fields: Fields): void {
  if (asBoolean(fields.saveReplay) && !fake.features.live.allowReplay) {
    throw problem(403, 'Saving live replay is not allowed by this instance');
  }
  mustAllowLatency(fake, fields);
}

function mustAllowLatency({ features: { live } }: FakePeerTube, fields: Fields): void {
  if ((asInteger(fields.latencyMode) ?? 1) !== 1 && !live.latencySetting) {
    throw problem(403, 'Custom latency mode is not allowed by this instance');
  }
}

/** Waiting and permanent lives count for ever. */
function mustHaveRoom(fake: FakePeerTube, userId: number): void {
  const { maxInstanceLives, maxUserLives } = fake.features.live;
  const open = fake.state.videos.filter((video) => video.isLive && video.state !== VideoStates.liveEnded);
  if (maxInstanceLives !== -1 && open.length >= maxInstanceLives) {
    throw problem(
      403,
      'Cannot create this live because the max instance lives limit is reached.',
      'max_instance_lives_limit_reached',
    );
  }
  const mine = open.filter((video) => channelOf(fake, video.channelId).userId === userId);
  if (maxUserLives !== -1 && mine.length >= maxUserLives) {
    throw problem(
      403,
      'Cannot create this live because the max user lives limit is reached.',
      'max_user_lives_limit_reached',
    );
  }
}

async function update(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const { video, live } = findLive(fake, context.params.id);
  const fields = await readFields(context);
  validate(fields, liveRules(fake));
  mustManage(fake, video, signedIn(context));
  if (video.state !== VideoStates.waitingForLive) throw problem(400, 'Cannot update a live that has already started');
  mustAllowChange(fake, fields);
  const replayPrivacy = replayPrivacyIn(fields);
  const saveReplay = asBoolean(fields.saveReplay) ?? live.saveReplay;
  if (saveReplay && !live.saveReplay && replayPrivacy === undefined) {
    throw problem(400, 'Replay settings are missing now the live replay is saved');
  }
  if (!saveReplay && replayPrivacy !== undefined) {
    throw problem(400, 'Cannot save replay settings since live replay is not enabled');
  }
  if (saveReplay && replayPrivacy === undefined) {
    throw new Problem({
      status: 500,
      detail: "Cannot read properties of undefined (reading 'privacy')",
      code: 'TypeError',
    });
  }
  live.saveReplay = saveReplay;
  if (replayPrivacy === undefined) delete live.replayPrivacy;
  else live.replayPrivacy = replayPrivacy;
  live.permanentLive = asBoolean(fields.permanentLive) ?? live.permanentLive;
  live.latencyMode = asInteger(fields.latencyMode) ?? live.latencyMode;
  Object.assign(live, newerSettings(fake, fields));
  return empty(204);
}

/** What later versions know; 6.3 drops it without a word [seen]. */
function newerSettings({ features }: FakePeerTube, fields: Fields): Pick<LiveState, 'schedules' | 'dvrWindow'> {
  const { schedules } = fields;
  const dvrWindow = asInteger(fields.dvrWindow);
  return {
    ...(schedules === null ? { schedules: [] } : {}),
    ...(knowsSchedules(features) && Array.isArray(schedules)
      ? { schedules: schedules.map((schedule) => ({ startAt: String(asRecord(schedule).startAt) })) }
      : {}),
    ...(features.live.dvrMaxWindow > 0 && dvrWindow !== undefined ? { dvrWindow } : {}),
  };
}

const replayPrivacyIn = (fields: Fields) => asInteger(asRecord(fields.replaySettings).privacy);

function findLive(fake: FakePeerTube, id = ''): { video: VideoState; live: LiveState } {
  const video = findVideo(fake, id);
  if (!video.isLive || !video.live) {
    throw fake.rules.lives.notLiveIsText ? textAnswer(404) : problem(404, 'Live video not found');
  }
  return { video, live: video.live };
}

const secretsJson = (fake: FakePeerTube, live: LiveState) => ({
  streamKey: live.streamKey,
  rtmpUrl: fake.liveMedia.rtmpUrl?.() ?? `rtmp://${new URL(fake.url).hostname}:${fake.features.live.rtmpPort}/live`,
  rtmpsUrl: null,
});

const settingsJson = ({ rules, features }: FakePeerTube, live: LiveState) => ({
  permanentLive: live.permanentLive,
  saveReplay: live.saveReplay,
  ...(live.saveReplay ? { replaySettings: { privacy: live.replayPrivacy } } : {}),
  latencyMode: live.latencyMode,
  ...(rules.lives.laterSettings ? { dvrWindow: features.live.dvrMaxWindow, schedules: [] } : {}),
  ...(live.schedules ? { schedules: live.schedules } : {}),
  ...(live.dvrWindow === undefined ? {} : { dvrWindow: live.dvrWindow }),
});

function sessionJson(fake: FakePeerTube, session: LiveSessionState): Record<string, unknown> {
  const replay = fake.state.videos.find((video) => video.id === session.replayVideoId);
  return {
    id: session.id,
    startDate: session.startDate,
    endDate: session.endDate,
    endingProcessed: session.endingProcessed,
    saveReplay: session.saveReplay,
    ...(session.saveReplay ? { replaySettings: { privacy: session.replayPrivacy } } : {}),
    ...(replay ? { replayVideo: { id: replay.id, uuid: replay.uuid, shortUUID: toShortUuid(replay.uuid) } } : {}),
    error: session.error,
  };
}
