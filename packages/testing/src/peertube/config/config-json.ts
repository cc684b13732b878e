import type { FakePeerTube } from '../fake-peertube.js';
import { fileExtensions } from './labels.js';
import { earlierConfig, laterConfig } from './later-config.js';

const ACTOR_IMAGES = ['.png', '.jpeg', '.jpg', '.gif', '.webp'];
const NO_RUNNERS = { remoteRunners: { enabled: false } };

/** The additions of 8.2, where the version has them. */
const laterOf = (fake: FakePeerTube) => (fake.rules.config.laterFields ? laterConfig(fake) : undefined);

/** `GET /config`, line by line as it is answered. There is no RTMP host and no maximum video size in it (docs/peertube §5). Long, as the answer is. */
export function configJson(fake: FakePeerTube): Record<string, unknown> {
  const { features, rules } = fake;
  const { imageBytes, p2p } = rules.config;
  const later = laterOf(fake);
  const earlier = later ? undefined : earlierConfig;
  const actorImage = { file: { size: { max: imageBytes }, extensions: ACTOR_IMAGES } };
  return {
    ...later?.root,
    client: {
      ...later?.client,
      videos: {
        miniature: { ...earlier?.miniature, preferAuthorDisplayName: false },
        resumableUpload: { maxChunkSize: features.maxChunkSizeBytes },
      },
      menu: { login: { redirectOnSingleExternalAuth: false } },
    },
    defaults: {
      ...later?.defaults,
      publish: { downloadEnabled: true, commentsPolicy: 1, ...earlier?.publish, privacy: 1, licence: null },
      p2p: { webapp: { enabled: p2p }, embed: { enabled: p2p } },
    },
    webadmin: { configuration: { edition: { allowed: true } } },
    instance: instanceJson(fake),
    search: {
      remoteUri: { users: true, anonymous: false },
      searchIndex: { enabled: false, url: '', disableLocalSearch: false, isDefaultSearch: false },
    },
    plugin: { registered: [], registeredExternalAuths: [], registeredIdAndPassAuths: [] },
    theme: { registered: [], default: 'default' },
    email: { enabled: false },
    contactForm: { enabled: false },
    serverVersion: features.serverVersion,
    serverCommit: '',
    transcoding: transcodingJson(fake),
    live: liveJson(fake),
    videoStudio: { enabled: false, ...NO_RUNNERS },
    videoFile: { update: { enabled: false } },
    videoTranscription: { enabled: false, ...NO_RUNNERS },
    import: {
      videos: { http: { enabled: false }, torrent: { enabled: false } },
      videoChannelSynchronization: { enabled: false },
      users: { enabled: false },
    },
    export: { users: { enabled: false, exportExpiration: 172_800_000, maxUserVideoQuota: 10_737_418_240 } },
    autoBlacklist: { videos: { ofUsers: { enabled: false } } },
    avatar: actorImage,
    banner: actorImage,
    video: {
      image: { extensions: ['.png', '.jpg', '.jpeg', '.webp'], size: { max: imageBytes } },
      file: { extensions: fileExtensions(rules) },
    },
    videoCaption: { file: { size: { max: 20_971_520 }, extensions: ['.vtt', '.srt'] } },
    user: { videoQuota: -1, videoQuotaDaily: -1 },
    videoChannels: { maxPerUser: 20 },
    trending: { videos: { intervalDays: 7, algorithms: { enabled: ['hot', 'most-viewed'], default: 'most-viewed' } } },
    tracker: { enabled: true },
    followings: { instance: { autoFollowIndex: { indexUrl: '' } } },
    broadcastMessage: { enabled: false, message: '', level: 'info', dismissable: false },
    homepage: { enabled: false },
    openTelemetry: { metrics: { enabled: false, playbackStatsInterval: 15_000 } },
    views: { videos: { ...later?.views, watchingInterval: { anonymous: 5000, users: 5000 } } },
    storyboards: { enabled: true, ...later?.storyboards },
    signup: {
      allowed: false,
      allowedForCurrentIP: true,
      minimumAge: 16,
      requiresApproval: true,
      requiresEmailVerification: false,
    },
  };
}

function instanceJson(fake: FakePeerTube): Record<string, unknown> {
  const { features } = fake;
  const later = laterOf(fake);
  return {
    ...later?.instance,
    name: features.instanceName,
    shortDescription: 'An instance that only pretends.',
    isNSFW: false,
    defaultNSFWPolicy: 'do_not_list',
    defaultClientRoute: '/videos/trending',
    customizations: { javascript: '', css: '' },
    avatars: [],
    banners: [],
  };
}

function transcodingJson(fake: FakePeerTube): Record<string, unknown> {
  const { transcoding } = fake.features;
  const later = laterOf(fake);
  return {
    ...NO_RUNNERS,
    ...later?.transcoding,
    hls: { enabled: true, ...(later ? { splitAudioAndVideo: transcoding.splitAudio } : {}) },
    web_videos: { enabled: transcoding.webVideos },
    enabledResolutions: [240, 360],
    profile: 'default',
    availableProfiles: ['default'],
  };
}

function liveJson(fake: FakePeerTube): Record<string, unknown> {
  const { live } = fake.features;
  return {
    enabled: live.enabled,
    allowReplay: live.allowReplay,
    latencySetting: { enabled: live.latencySetting },
    maxDuration: live.maxDurationMs,
    maxInstanceLives: live.maxInstanceLives,
    maxUserLives: live.maxUserLives,
    transcoding: {
      enabled: false,
      ...NO_RUNNERS,
      enabledResolutions: [],
      profile: 'default',
      availableProfiles: ['default'],
    },
    rtmp: { port: live.rtmpPort },
    ...(live.dvrMaxWindow > 0 ? { dvr: { maxWindow: live.dvrMaxWindow } } : {}),
  };
}
