import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { page } from '../http/lists.js';
import { json, mustBeAdministrator, type RouteContext, route } from '../http/route.js';
import { type Rule, validate } from '../http/validation.js';
import type { VideoState } from '../videos/state.js';

const JOB_STATES = ['active', 'completed', 'failed', 'waiting', 'delayed', 'paused', 'waiting-children', 'prioritized'];
const JOB_TYPES = ['video-transcoding', 'video-live-ending', 'activitypub-follow', 'notify', 'federate-video'];
const JOB_RULES: readonly Rule[] = [
  { path: 'state', location: 'params', optional: true, check: (value) => JOB_STATES.includes(asText(value) ?? '') },
  { path: 'jobType', location: 'query', optional: true, check: (value) => JOB_TYPES.includes(asText(value) ?? '') },
];

/** What an administrator or another server asks: statistics, jobs, node information. */
export function instanceHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'get /api/v1/server/stats', {}, () =>
      json(statsJson(fake), { headers: { 'cache-control': 'max-age=14400' } }),
    ),
    ...['get /api/v1/jobs', 'get /api/v1/jobs/:state'].map((spec) =>
      route(fake, spec, { auth: 'required', docs: 'getJobs' }, (context) => listJobs(context)),
    ),
    route(fake, 'get /nodeinfo/2.0.json', { limiter: 'pages' }, () =>
      json(nodeInfo(fake), {
        headers: {
          'cache-control': 'max-age=600',
          'content-type': 'application/json; charset=utf-8; profile="http://nodeinfo.diaspora.software/ns/schema/2.0#"',
        },
      }),
    ),
  ];
}

function statsJson({ state, rules }: FakePeerTube): Record<string, unknown> {
  const bytes = state.videos.reduce((sum, video) => sum + (video.source?.sizeBytes ?? 0), 0);
  const users = state.users.length;
  const channels = state.channels.length;
  return {
    totalUsers: users,
    totalDailyActiveUsers: users,
    totalWeeklyActiveUsers: users,
    totalMonthlyActiveUsers: users,
    totalModerators: state.users.filter((user) => user.role === 1).length,
    totalAdmins: state.users.filter((user) => user.role === 0).length,
    totalLocalVideos: state.videos.length,
    totalLocalVideoViews: state.videos.reduce((sum, video) => sum + video.views, 0),
    totalLocalVideoComments: 0,
    totalLocalVideoFilesSize: bytes,
    totalVideos: state.videos.length,
    totalVideoComments: 0,
    totalLocalVideoChannels: channels,
    totalLocalDailyActiveVideoChannels: channels,
    totalLocalWeeklyActiveVideoChannels: channels,
    totalLocalMonthlyActiveVideoChannels: channels,
    totalLocalPlaylists: state.playlists.length,
    totalInstanceFollowers: 0,
    totalInstanceFollowing: state.follows.length,
    videosRedundancy: [{ totalUsed: 0, totalVideos: 0, totalVideoFiles: 0, strategy: 'manual', totalSize: null }],
    averageAbuseResponseTimeMs: null,
    totalAbuses: 0,
    totalAbusesProcessed: 0,
    averageRegistrationRequestResponseTimeMs: null,
    totalRegistrationRequests: 0,
    totalRegistrationRequestsProcessed: 0,
    totalActivityPubMessagesProcessed: 0,
    totalActivityPubMessagesSuccesses: 0,
    totalActivityPubCreateMessagesSuccesses: 0,
    [rules.stats.serverKey]: 0,
  };
}

/** Transcoding, as far as the fake has any: one job for each video. */
function listJobs(context: RouteContext): Response {
  const { fake, url, params } = context;
  mustBeAdministrator(context, { right: 7, below: '/api/v1/jobs' });
  const { state } = params;
  const jobType = url.searchParams.get('jobType');
  validate({ ...(state === undefined ? {} : { state }), ...(jobType === null ? {} : { jobType }) }, JOB_RULES);
  const uploaded = [...fake.state.videos].reverse().filter((video) => video.source);
  const jobs = uploaded.map((video) => {
    const done = video.state === 1;
    return {
      id: video.uuid,
      state: done ? 'completed' : 'active',
      type: 'video-transcoding',
      data: fake.rules.stats.laterJobs ? laterJobData(video) : jobData(video),
      ...(fake.rules.stats.laterJobs ? { parent: { id: `${video.uuid}-parent` }, canCancel: false } : {}),
      progress: done ? 100 : 0,
      priority: 101,
      error: null,
      createdAt: video.createdAt,
      finishedOn: done ? video.publishedAt : null,
      processedOn: video.createdAt,
    };
  });
  const asked = jobs.filter((job) => (state ?? job.state) === job.state && (jobType ?? job.type) === job.type);
  return json(page(url, asked, [], (job) => job));
}

const jobData = (video: VideoState) => ({
  type: 'new-resolution-to-hls',
  videoUUID: video.uuid,
  resolution: video.source?.height ?? 0,
  fps: video.source?.fps ?? 0,
  copyCodecs: false,
  isNewVideo: true,
  separatedAudio: false,
  deleteWebVideoFiles: true,
  hasChildren: false,
});

const laterJobData = (video: VideoState) => ({
  type: 'optimize-to-web-video',
  videoUUID: video.uuid,
  isNewVideo: true,
  transcodingPriority: 'required',
  canMoveVideoState: false,
});

const nodeInfo = ({ features, state }: FakePeerTube) => ({
  version: '2.0',
  software: { name: 'peertube', version: features.serverVersion },
  protocols: ['activitypub'],
  services: { inbound: [], outbound: ['atom1.0', 'rss2.0'] },
  openRegistrations: false,
  usage: { users: { total: state.users.length }, localPosts: state.videos.length, localComments: 0 },
  metadata: { nodeName: features.instanceName },
});
