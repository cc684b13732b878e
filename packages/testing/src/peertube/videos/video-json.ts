import { stableHash, toShortUuid } from '../../runtime/ids.js';
import { accountJson, actorSummary, channelJson, channelOf, ownerOf } from '../actors/actor-json.js';
import {
  COMMENTS_POLICIES,
  EMBED_POLICIES,
  LANGUAGES,
  labelled,
  licences,
  PRIVACIES,
  STATES,
} from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { FileState } from '../media/state.js';
import type { UserState } from '../users/state.js';
import { viewersOf } from '../views/viewers.js';
import { Privacies, type VideoState } from './state.js';
import { thumbnailsOf } from './thumbnails.js';

const SUMMARY_CHARACTERS = 250;

/** What an upload or a live creation answers, and nothing else (docs/peertube §8). */
export const createdJson = (video: VideoState) => ({
  video: { id: video.id, shortUUID: toShortUuid(video.uuid), uuid: video.uuid },
});

/** Path of the page that other sites embed. */
export const embedPath = ({ rules }: FakePeerTube, { uuid }: VideoState): string =>
  `/videos/embed/${rules.videos.shortEmbedPath ? toShortUuid(uuid) : uuid}`;

/** What every form of a video has. */
function baseJson(fake: FakePeerTube, video: VideoState): Record<string, unknown> {
  const { laterFields } = fake.rules.videos;
  return {
    ...(laterFields ? laterJson(fake, video) : {}),
    id: video.id,
    uuid: video.uuid,
    shortUUID: toShortUuid(video.uuid),
    url: `${originOf(fake, video)}/videos/watch/${video.uuid}`,
    name: video.name,
    category: labelled(video.category, fake.features.categories),
    licence: labelled(video.licence, licences(fake.rules)),
    language: labelled(video.language, LANGUAGES),
    privacy: labelled(video.privacy, PRIVACIES),
    nsfw: video.nsfw,
    truncatedDescription: truncated(video.description),
    description: video.description,
    isLocal: video.origin === undefined,
    duration: video.duration,
    aspectRatio: video.aspectRatio,
    views: video.views,
    viewers: viewersOf(fake, video),
    likes: video.likes,
    dislikes: video.dislikes,
    thumbnailPath: `/lazy-static/thumbnails/${video.thumbnail}`,
    previewPath: `/lazy-static/${laterFields ? 'thumbnails' : 'previews'}/${video.preview}`,
    embedPath: embedPath(fake, video),
    createdAt: video.createdAt,
    updatedAt: video.updatedAt,
    publishedAt: video.publishedAt,
    originallyPublishedAt: video.originallyPublishedAt,
    isLive: video.isLive,
  };
}

/** What 8.2 adds to every form of a video (8.2 §7). */
const laterJson = (fake: FakePeerTube, video: VideoState): Record<string, unknown> => ({
  nsfwFlags: video.nsfwFlags ?? 0,
  nsfwSummary: video.nsfwSummary ?? null,
  downloads: 0,
  comments: fake.state.comments?.filter(({ videoId, deletedAt }) => videoId === video.id && !deletedAt).length ?? 0,
  thumbnails: thumbnailsOf(video).map(({ name, key: _, ...size }) => ({
    ...size,
    fileUrl: `${originOf(fake, video)}/lazy-static/thumbnails/${name}`,
  })),
});

/** A video in a public list. */
export function videoListItem(fake: FakePeerTube, video: VideoState): Record<string, unknown> {
  const channel = channelOf(fake, video.channelId);
  return {
    ...baseJson(fake, video),
    description: truncated(video.description),
    account: actorSummary(fake, 'accounts', ownerOf(fake, channel).account),
    channel: actorSummary(fake, 'video-channels', channel),
  };
}

/** A video in the owner's list. */
export function ownVideoListItem(fake: FakePeerTube, video: VideoState): Record<string, unknown> {
  return {
    ...videoListItem(fake, video),
    state: stateJson(video),
    waitTranscoding: video.waitTranscoding,
    ...(video.scheduledUpdate ? { scheduledUpdate: video.scheduledUpdate } : {}),
    blacklisted: false,
    blacklistedReason: null,
    ...(fake.rules.videos.laterFields ? { blockedOwner: false, blockedServer: false, tags: video.tags } : {}),
  };
}

/** `GET /videos/:id`. */
export function videoJson(fake: FakePeerTube, video: VideoState, user?: UserState): Record<string, unknown> {
  const channel = channelOf(fake, video.channelId);
  const watched = user && video.history[user.id];
  return {
    ...baseJson(fake, video),
    account: accountJson(fake, ownerOf(fake, channel)),
    channel: channelJson(fake, channel),
    blacklisted: false,
    blacklistedReason: null,
    streamingPlaylists: playlistsJson(fake, video),
    files: video.files.map((file) => fileJson(fake, video, file)),
    support: video.support,
    tags: video.tags,
    ...(fake.rules.videos.laterFields ? laterDetails(video) : earlierDetails(video)),
    commentsPolicy: { id: video.commentsPolicy, label: COMMENTS_POLICIES[video.commentsPolicy] },
    downloadEnabled: video.downloadEnabled,
    waitTranscoding: video.waitTranscoding,
    inputFileUpdatedAt: null,
    state: stateJson(video),
    trackerUrls: [`${fake.url}/tracker/announce`, `${fake.url.replace(/^http/, 'ws')}/tracker/socket`],
    ...(video.scheduledUpdate ? { scheduledUpdate: video.scheduledUpdate } : {}),
    ...(watched === undefined ? {} : { userHistory: { currentTime: watched } }),
  };
}

/** Details that 6.3 has alone: deprecated, and gone in 8.2 (8.2 §7). */
const earlierDetails = (video: VideoState) => ({
  descriptionPath: `/api/v1/videos/${video.uuid}/description`,
  commentsEnabled: video.commentsPolicy !== 2,
});

/** Details that 8.2 has alone. Videos that are no lives have an empty list of schedules (8.2 §7). */
const laterDetails = (video: VideoState) => {
  const policy = video.embedPrivacy?.policy ?? 1;
  return {
    liveSchedules: video.live?.schedules ?? [],
    embedPrivacyPolicy: { id: policy, label: EMBED_POLICIES[policy] },
  };
};

/** What items of a list have that is asked for with scheduled lives (8.2 §9). */
export const scheduleJson = (video: VideoState) => ({
  state: stateJson(video),
  liveSchedules: video.live?.schedules ?? [],
});

const stateJson = (video: VideoState) => ({ id: video.state, label: STATES[video.state] ?? 'Unknown' });

function truncated(description: string | null): string | null {
  if (description === null || description.length <= SUMMARY_CHARACTERS) return description;
  return `${description.slice(0, SUMMARY_CHARACTERS - 3)}...`;
}

/** Files of these videos are below `private/` and need a token or a password. */
export const hasPrivateFiles = (video: VideoState) =>
  video.privacy === Privacies.private || video.privacy === Privacies.internal || video.privacy === Privacies.password;

const originOf = (fake: FakePeerTube, video: VideoState) => video.origin ?? fake.url;

/** Where the HLS files of a video are. */
export const hlsFolder = (fake: FakePeerTube, video: VideoState) =>
  `${originOf(fake, video)}/static/streaming-playlists/hls/${hasPrivateFiles(video) ? 'private/' : ''}${video.uuid}`;

function playlistsJson(fake: FakePeerTube, video: VideoState): Record<string, unknown>[] {
  const { playlist } = video;
  if (!playlist) return [];
  const folder = hlsFolder(fake, video);
  return [
    {
      id: playlist.id,
      type: 1,
      playlistUrl: `${folder}/${playlist.master}`,
      segmentsSha256Url: `${folder}/${playlist.segmentsSha256}`,
      redundancies: [],
      files: playlist.files.map((file) => fileJson(fake, video, file)),
    },
  ];
}

export function fileJson(fake: FakePeerTube, video: VideoState, file: FileState): Record<string, unknown> {
  const origin = originOf(fake, video);
  const hls = file.kind === 'hls';
  const secret = hasPrivateFiles(video) ? 'private/' : '';
  const torrent = `${file.name.replace(/\.[^.]+$/, '').replace('-fragmented', '')}${hls ? '-hls' : ''}.torrent`;
  const fileUrl = hls ? `${hlsFolder(fake, video)}/${file.name}` : `${origin}/static/web-videos/${secret}${file.name}`;
  const download = hls
    ? `${origin}/download/streaming-playlists/hls/videos/${video.uuid}-${file.resolution}-fragmented.mp4`
    : `${origin}/download/web-videos/${video.uuid}-${file.resolution}${extensionOf(file.name)}`;
  return {
    id: file.id,
    resolution: { id: file.resolution, label: file.hasVideo ? `${file.resolution}p` : 'Audio only' },
    width: file.width,
    height: file.height,
    ...(file.hasTorrent ? { magnetUri: magnetOf(fake, video, fileUrl) } : {}),
    size: file.sizeBytes,
    fps: file.fps,
    torrentUrl: file.hasTorrent ? `${origin}/lazy-static/torrents/${torrent}` : null,
    torrentDownloadUrl: file.hasTorrent ? `${origin}/download/torrents/${torrent}` : null,
    fileUrl,
    ...(hls && fake.rules.videos.laterFields ? { playlistUrl: fileUrl.replace('-fragmented.mp4', '.m3u8') } : {}),
    fileDownloadUrl: download,
    metadataUrl: `${origin}/api/v1/videos/${video.uuid}/metadata/${file.id}`,
    hasAudio: file.hasAudio,
    hasVideo: file.hasVideo,
    storage: 0,
  };
}

function magnetOf(fake: FakePeerTube, video: VideoState, fileUrl: string): string {
  const infoHash = `${stableHash(fileUrl)}${stableHash(video.uuid)}`.padEnd(40, '0').slice(0, 40);
  const query = new URLSearchParams({ dn: video.name, tr: `${fake.url}/tracker/announce`, ws: fileUrl });
  return `magnet:?xt=urn:btih:${infoHash}&${query}`;
}

export const extensionOf = (name: string) => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0]?.toLowerCase() ?? '';
