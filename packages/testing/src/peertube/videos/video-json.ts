import { stableHash, toShortUuid } from '../../runtime/ids.js';
import { accountJson, actorSummary, channelJson, channelOf, ownerOf } from '../actors/actor-json.js';
import { COMMENTS_POLICIES, LANGUAGES, LICENCES, labelled, PRIVACIES, STATES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { FileState } from '../media/state.js';
import type { UserState } from '../users/state.js';
import { viewersOf } from '../views/viewers.js';
import { Privacies, type VideoState } from './state.js';

const SUMMARY_CHARACTERS = 250;

/** What an upload or a live creation answers, and nothing else (contract §8). */
export const createdJson = (video: VideoState) => ({
  video: { id: video.id, shortUUID: toShortUuid(video.uuid), uuid: video.uuid },
});

/** What every form of a video has. */
function baseJson(fake: FakePeerTube, video: VideoState): Record<string, unknown> {
  return {
    id: video.id,
    uuid: video.uuid,
    shortUUID: toShortUuid(video.uuid),
    url: `${originOf(fake, video)}/videos/watch/${video.uuid}`,
    name: video.name,
    category: labelled(video.category, fake.features.categories),
    licence: labelled(video.licence, LICENCES),
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
    previewPath: `/lazy-static/previews/${video.preview}`,
    embedPath: `/videos/embed/${video.uuid}`,
    createdAt: video.createdAt,
    updatedAt: video.updatedAt,
    publishedAt: video.publishedAt,
    originallyPublishedAt: video.originallyPublishedAt,
    isLive: video.isLive,
  };
}

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
    descriptionPath: `/api/v1/videos/${video.uuid}/description`,
    tags: video.tags,
    commentsEnabled: video.commentsPolicy !== 2,
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

const stateJson = (video: VideoState) => ({ id: video.state, label: STATES[video.state] ?? 'Unknown' });

function truncated(description: string | null): string | null {
  if (description === null || description.length <= SUMMARY_CHARACTERS) return description;
  return `${description.slice(0, SUMMARY_CHARACTERS - 3)}...`;
}

/** Files of these videos are below `private/` and need a token or a password. */
export const hasPrivateFiles = (video: VideoState) =>
  video.privacy === Privacies.private || video.privacy === Privacies.internal || video.privacy === Privacies.password;

const originOf = (fake: FakePeerTube, video: VideoState) => video.origin ?? fake.url;

const hlsFolder = (fake: FakePeerTube, video: VideoState) =>
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
    resolution: { id: file.resolution, label: `${file.resolution}p` },
    width: file.width,
    height: file.height,
    ...(file.hasTorrent ? { magnetUri: magnetOf(fake, video, fileUrl) } : {}),
    size: file.sizeBytes,
    fps: file.fps,
    torrentUrl: file.hasTorrent ? `${origin}/lazy-static/torrents/${torrent}` : null,
    torrentDownloadUrl: file.hasTorrent ? `${origin}/download/torrents/${torrent}` : null,
    fileUrl,
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
