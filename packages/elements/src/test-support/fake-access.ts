import { HttpError, type PeerTubeVideoDetails, type PiyakastVideo } from '@piyakast/sdk';
import type { PeerTubeAccess, PiyakastAccess } from '../playback/resolve/access.js';

/** A PeerTube video with the fields that a player reads. */
export function peertubeVideo(change: Partial<PeerTubeVideoDetails> = {}): PeerTubeVideoDetails {
  const origin = 'https://tube.example';
  const file = (id: number) => ({ resolution: { id, label: `${id}p` }, fileUrl: `${origin}/files/${id}.mp4` });
  return {
    uuid: '9c9de5e8-0a1e-484a-b099-e80766180a6d',
    name: 'A clip',
    duration: 12,
    isLive: false,
    state: { id: 1, label: 'Published' },
    privacy: { id: 1, label: 'Public' },
    thumbnails: [{ url: `${origin}/preview.jpg`, width: null, height: null }],
    files: [],
    streamingPlaylists: [
      {
        id: 1,
        type: 1,
        playlistUrl: `${origin}/hls/master.m3u8`,
        segmentsSha256Url: '',
        files: [file(2160), file(720)],
      },
    ],
    ...change,
  } as unknown as PeerTubeVideoDetails;
}

/** An instance that answers with what it is given; an Error is thrown. */
export function fakePeerTube(answer: () => PeerTubeVideoDetails | Error): PeerTubeAccess & { asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    getVideo: async (id, { password }) => {
      asked.push({ id, password });
      const video = answer();
      if (video instanceof Error) throw video;
      return video;
    },
    getFileToken: async () => ({ token: 'file-token', expires: new Date(Date.now() + 28_800_000).toISOString() }),
    getCaptions: async () => [],
    getChapters: async () => [],
    getStoryboards: async () => [],
    startViewing: () => ({ seek: async () => undefined, stop: async () => undefined }),
  };
}

/** A PIYAKast video with the fields that a player reads. */
export function piyakastVideo(change: Partial<PiyakastVideo> = {}): PiyakastVideo {
  return { id: 'a1', name: 'A clip', state: 'local', duration: 12, sources: [], ...change } as unknown as PiyakastVideo;
}

/** A PIYAKast server that answers with what it is given now. */
export function fakePiyakast(answer: () => PiyakastVideo | Error): PiyakastAccess & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    videos: {
      get: async (id) => {
        asked.push(id);
        const video = answer();
        if (video instanceof Error) throw video;
        return video;
      },
    },
    streams: {
      get: () =>
        Promise.reject(
          new HttpError('No live.', { code: 'live/not-found', status: 404, route: 'GET /api/v1/streams/:id' }),
        ),
    },
  };
}
