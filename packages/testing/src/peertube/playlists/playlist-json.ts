import { toShortUuid } from '../../runtime/ids.js';
import { actorSummary } from '../actors/actor-json.js';
import { labelled, PLAYLIST_PRIVACIES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { VideoState } from '../videos/state.js';
import { picturesOf } from '../videos/thumbnails.js';
import { videoListItem } from '../videos/video-json.js';
import type { VideoPlaylistState } from './state.js';

/** A playlist, in a list or alone. */
export function playlistJson(fake: FakePeerTube, playlist: VideoPlaylistState): Record<string, unknown> {
  const owner = fake.state.users.find((one) => one.id === playlist.userId);
  const channel = fake.state.channels.find((one) => one.id === playlist.channelId);
  const first = fake.state.videos.find((one) => one.id === playlist.elements[0]?.videoId);
  const picture = playlist.thumbnail ?? first?.thumbnail;
  return {
    id: playlist.id,
    uuid: playlist.uuid,
    shortUUID: toShortUuid(playlist.uuid),
    isLocal: true,
    url: `${fake.url}/video-playlists/${playlist.uuid}`,
    displayName: playlist.displayName,
    description: playlist.description,
    privacy: labelled(playlist.privacy, PLAYLIST_PRIVACIES),
    thumbnailPath: picture ? `/lazy-static/thumbnails/${picture}` : null,
    ...(fake.rules.playlists.laterFields ? laterJson(fake, playlist, first) : {}),
    embedPath: `/video-playlists/embed/${playlist.uuid}`,
    type: { id: 1, label: 'Regular' },
    videosLength: playlist.elements.length,
    createdAt: playlist.createdAt,
    updatedAt: playlist.updatedAt,
    ownerAccount: owner ? actorSummary(fake, 'accounts', owner.account) : null,
    videoChannel: channel ? actorSummary(fake, 'video-channels', channel) : null,
  };
}

/** What 8.2 adds (seen): the picture as a list, and the place among the playlists of the channel. */
function laterJson(fake: FakePeerTube, playlist: VideoPlaylistState, first: VideoState | undefined) {
  const { id, channelId, thumbnail } = playlist;
  const ofChannel = fake.state.playlists.filter((one) => channelId !== null && one.channelId === channelId);
  const ofFirst = first ? picturesOf(first.preview, first.thumbnail) : [];
  const pictures = thumbnail ? picturesOf(thumbnail, thumbnail) : ofFirst;
  return {
    thumbnails: pictures.reverse().map(({ name, key: _, ...size }) => ({
      ...size,
      fileUrl: `${fake.url}/lazy-static/thumbnails/${name}`,
    })),
    videoChannelPosition: channelId === null ? null : ofChannel.findIndex((one) => one.id === id) + 1,
  };
}

/** One place of a playlist, with its video. */
export function elementJson(
  fake: FakePeerTube,
  element: VideoPlaylistState['elements'][number],
): Record<string, unknown> {
  const video = fake.state.videos.find((one) => one.id === element.videoId);
  const { id, position, startTimestamp, stopTimestamp } = element;
  return {
    id,
    position,
    startTimestamp,
    stopTimestamp,
    // 0 a video, 1 one that was deleted.
    type: video ? 0 : 1,
    video: video ? videoListItem(fake, video) : null,
  };
}
