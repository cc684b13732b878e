import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../core/fake-peertube.js';
import { problem } from '../core/problem.js';
import { json, type RouteContext, route, signedIn } from './route.js';

/** What an administrator or another server asks: statistics, jobs, node information. */
export function instanceHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'get /api/v1/server/stats', {}, () =>
      json(statsJson(fake), { headers: { 'cache-control': 'max-age=14400' } }),
    ),
    ...['get /api/v1/jobs', 'get /api/v1/jobs/:state'].map((spec) =>
      route(fake, spec, { auth: 'required', docs: 'getJobs' }, (context) => jobs(context)),
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

function statsJson({ state }: FakePeerTube): Record<string, unknown> {
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
    totalActivityPubUpdateMessagesSuccesses: 0,
  };
}

/** Transcoding, as far as the fake has any: one job for each video. */
function jobs(context: RouteContext): Response {
  const { fake, url } = context;
  const user = signedIn(context);
  if (user.role !== 0) {
    const path = url.pathname.replace('/api/v1/jobs', '') || '/';
    throw problem(403, `User ${user.username} does not have right 7 to access to ${path}.`);
  }
  const videos = [...fake.state.videos].reverse().filter((video) => video.source);
  const count = Number(url.searchParams.get('count') ?? 15);
  const data = videos.slice(0, count).map((video) => {
    const done = video.state === 1;
    return {
      id: video.uuid,
      state: done ? 'completed' : 'active',
      type: 'video-transcoding',
      data: {
        type: 'new-resolution-to-hls',
        videoUUID: video.uuid,
        resolution: video.source?.height ?? 0,
        fps: video.source?.fps ?? 0,
        copyCodecs: false,
        isNewVideo: true,
        separatedAudio: false,
        deleteWebVideoFiles: true,
        hasChildren: false,
      },
      progress: done ? 100 : 0,
      priority: 101,
      error: null,
      createdAt: video.createdAt,
      finishedOn: done ? video.publishedAt : null,
      processedOn: video.createdAt,
    };
  });
  return json({ total: videos.length, data });
}

const nodeInfo = ({ features, state }: FakePeerTube) => ({
  version: '2.0',
  software: { name: 'peertube', version: features.serverVersion },
  protocols: ['activitypub'],
  services: { inbound: [], outbound: ['atom1.0', 'rss2.0'] },
  openRegistrations: false,
  usage: { users: { total: state.users.length }, localPosts: state.videos.length, localComments: 0 },
  metadata: { nodeName: features.instanceName },
});
