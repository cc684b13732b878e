import type { HttpHandler } from 'msw';
import { randomHex } from '../../runtime/ids.js';
import { accountJson, channelOf, ownChannelJson } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asBoolean, asRecord, asText } from '../http/fields.js';
import { page, queryFields, sorted, sortRule } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, type RouteContext, route, signedIn } from '../http/route.js';
import { randomBase32, totp } from '../oauth/totp.js';
import { findVideo } from '../videos/find-video.js';
import { titleMatches, VIDEO_SORTS, videoKey } from '../videos/video-filters.js';
import { ownVideoListItem, videoListItem } from '../videos/video-json.js';
import { quotaUsed } from './quota.js';
import type { UserState } from './state.js';

const ROLES = ['Administrator', 'Moderator', 'User'];

const NOTIFICATION_SETTINGS = {
  newCommentOnMyVideo: 1,
  newVideoFromSubscription: 1,
  abuseAsModerator: 3,
  videoAutoBlacklistAsModerator: 3,
  blacklistOnMyVideo: 3,
  myVideoPublished: 1,
  myVideoImportFinished: 1,
  newUserRegistration: 1,
  commentMention: 1,
  newFollow: 1,
  newInstanceFollower: 1,
  autoInstanceFollowing: 1,
  abuseNewMessage: 3,
  abuseStateChange: 3,
  newPeerTubeVersion: 3,
  myVideoStudioEditionFinished: 1,
  myVideoTranscriptionGenerated: 1,
  newPluginVersion: 1,
};

/** What 8.2 says beside it (8.2 §6). */
const LATER_ME = {
  nsfwFlagsDisplayed: 0,
  nsfwFlagsHidden: 0,
  nsfwFlagsWarned: 0,
  nsfwFlagsBlurred: 0,
  newFeaturesInfoRead: 1,
  videoChannelCollaborations: [],
};

/** The signed-in user (docs/peertube §6). */
export function userHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  const nothing = ({ url }: RouteContext) => json(page(url, [], [], (item) => item));
  /** By request token: a two-factor secret that waits for its first code. */
  const otpRequests = new Map<string, { userId: number; secret: string }>();
  return [
    route(fake, 'get /api/v1/users/me', mine, (context) => json(meJson(fake, signedIn(context)))),
    route(fake, 'put /api/v1/users/me', mine, updateMe),
    route(fake, 'get /api/v1/users/me/video-quota-used', mine, (context) => {
      const { total, daily } = quotaUsed(fake, signedIn(context));
      return json({ videoQuotaUsed: total, videoQuotaUsedDaily: daily });
    }),
    route(fake, 'get /api/v1/users/me/videos', mine, myVideos),
    route(fake, 'get /api/v1/users/me/videos/:id/rating', mine, (context) => {
      const video = findVideo(fake, context.params.id ?? '');
      return json({ videoId: video.id, rating: video.ratings[signedIn(context).id] ?? 'none' });
    }),
    route(fake, 'get /api/v1/users/me/notifications', mine, nothing),
    route(fake, 'get /api/v1/users/me/history/videos', mine, (context) => {
      const { id } = signedIn(context);
      const watched = fake.state.videos.filter((video) => video.history[id] !== undefined);
      return json(
        page(context.url, watched, [], (video) => ({
          ...videoListItem(fake, video),
          userHistory: { currentTime: video.history[id] },
        })),
      );
    }),
    route(fake, 'post /api/v1/users/ask-send-verify-email', { limiter: 'askEmail' }, () => empty(204)),
    route(fake, 'post /api/v1/users/:id/two-factor/request', mine, (context) => {
      const user = signedIn(context);
      checkCurrentPassword(fake, user, asRecord(context.json).currentPassword);
      const requestToken = randomHex(fake.random, 40);
      const secret = randomBase32(fake.random, 32);
      otpRequests.set(requestToken, { userId: user.id, secret });
      const uri = `otpauth://totp/${encodeURIComponent(user.email)}?secret=${secret}&period=30&digits=6&algorithm=SHA1`;
      return json({ otpRequest: { requestToken, secret, uri } });
    }),
    route(fake, 'post /api/v1/users/:id/two-factor/confirm-request', mine, async (context) => {
      const user = signedIn(context);
      const { requestToken, otpToken } = asRecord(context.json);
      const request = otpRequests.get(asText(requestToken) ?? '');
      if (!request || request.userId !== user.id || otpToken !== (await totp(request.secret, fake.clock.now()))) {
        throw problem(403, 'Invalid OTP token');
      }
      user.otpSecret = request.secret;
      return empty(204);
    }),
    route(fake, 'post /api/v1/users/:id/two-factor/disable', mine, (context) => {
      const user = signedIn(context);
      checkCurrentPassword(fake, user, asRecord(context.json).currentPassword);
      delete user.otpSecret;
      return empty(204);
    }),
  ];
}

function meJson(fake: FakePeerTube, user: UserState): Record<string, unknown> {
  const later = fake.rules.users.laterFields;
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    theme: 'instance-default',
    pendingEmail: null,
    ...(later ? { ...LATER_ME, language: user.language ?? null } : { emailPublic: false }),
    emailVerified: null,
    nsfwPolicy: 'do_not_list',
    p2pEnabled: user.p2pEnabled,
    videosHistoryEnabled: true,
    autoPlayVideo: true,
    autoPlayNextVideo: false,
    autoPlayNextVideoPlaylist: true,
    videoLanguages: null,
    role: { id: user.role, label: ROLES[user.role] },
    videoQuota: user.videoQuota,
    videoQuotaDaily: user.videoQuotaDaily,
    noInstanceConfigWarningModal: false,
    noWelcomeModal: false,
    noAccountSetupWarningModal: false,
    blocked: user.blocked,
    blockedReason: null,
    account: accountJson(fake, user),
    notificationSettings: { ...NOTIFICATION_SETTINGS, ...(later ? { automaticBlocklist: 1 } : {}) },
    videoChannels: fake.state.channels
      .filter((channel) => channel.userId === user.id && channel.host === undefined)
      .map((channel) => ({
        ...ownChannelJson(fake, channel),
        ...(later ? { ownerAccountId: null, ownerAccountName: null } : {}),
      })),
    createdAt: user.createdAt,
    pluginAuth: null,
    lastLoginDate: user.lastLoginDate,
    twoFactorEnabled: user.otpSecret !== undefined,
    adminFlags: 0,
    specialPlaylists: [{ id: user.id, name: 'Watch later', type: 2 }],
  };
}

function updateMe(context: RouteContext): Response {
  const { fake } = context;
  const user = signedIn(context);
  const fields = asRecord(context.json);
  const password = asText(fields.password);
  if (password !== undefined) {
    checkCurrentPassword(fake, user, fields.currentPassword);
    fake.vault.set(user.id, password);
  }
  user.account.displayName = asText(fields.displayName) ?? user.account.displayName;
  user.p2pEnabled = asBoolean(fields.p2pEnabled) ?? user.p2pEnabled;
  if (fake.rules.users.laterFields) {
    const language = asText(fields.language);
    if (language !== undefined) user.language = language;
    else if (fields.language === null) delete user.language;
  }
  return empty(204);
}

/** A 401 that says nothing about the session. */
function checkCurrentPassword(fake: FakePeerTube, user: UserState, password: unknown): void {
  if (typeof password === 'string' && fake.vault.verify(user.id, password)) return;
  throw problem(401, 'currentPassword is invalid.', 'current_password_is_invalid');
}

function myVideos(context: RouteContext): Response {
  const { fake, url } = context;
  const user = signedIn(context);
  const { search, isLive, sort, channelId } = queryFields(url);
  const mine = fake.state.videos.filter(
    (video) =>
      channelOf(fake, video.channelId).userId === user.id &&
      titleMatches(video, asText(search)) &&
      (isLive === undefined || String(video.isLive) === isLive) &&
      (channelId === undefined || String(video.channelId) === channelId),
  );
  const ordered = sorted(mine, asText(sort) ?? '-createdAt', (video, field) => videoKey(fake, video, field));
  return json(page(url, ordered, [sortRule(...VIDEO_SORTS)], (video) => ownVideoListItem(fake, video)));
}
