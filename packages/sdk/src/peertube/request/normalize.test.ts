import { describe, expect, it } from 'vitest';
import { isOnAir } from '../../contract/video-state.js';
import { assertField } from '../../http/assert-field.js';
import type { PeerTubeChannel } from '../types/actor.js';
import { filesOf } from '../videos/playback/files-of.js';
import { hlsUrlOf } from '../videos/playback/hls-url-of.js';

import { actorOf, videoDetailsOf, videoOf } from './normalize.js';

const origin = 'https://video.example';
const route = 'GET /api/v1/videos/:id';
const base = { id: 1, uuid: 'u', shortUUID: 's', name: 'A video', isLive: false, state: { id: 1, label: 'Published' } };
const actor = { id: 2, name: 'c', displayName: 'C', host: 'video.example', avatars: [] };

describe('a video of any version', () => {
  it('offers the pictures of 6 and of 8.1 under one name', () => {
    const six = {
      ...base,
      thumbnailPath: '/lazy-static/t.jpg',
      previewPath: '/lazy-static/p.jpg',
      embedPath: '/videos/embed/u',
    };
    expect(videoOf(origin, six, route)).toMatchObject({
      embedUrl: `${origin}/videos/embed/u`,
      thumbnails: [
        { url: `${origin}/lazy-static/t.jpg`, width: null, height: null },
        { url: `${origin}/lazy-static/p.jpg`, width: null, height: null },
      ],
    });
    const eight = {
      ...base,
      thumbnails: [
        { width: 850, height: 480, aspectRatio: '16:9', fileUrl: 'https://cdn.example/l.jpg' },
        { width: 280, height: 157, aspectRatio: '16:9', fileUrl: 'https://cdn.example/s.jpg' },
      ],
    };
    expect(videoOf(origin, eight, route)).toMatchObject({
      embedUrl: `${origin}/videos/embed/u`,
      thumbnails: [
        { url: 'https://cdn.example/s.jpg', width: 280, height: 157 },
        { url: 'https://cdn.example/l.jpg', width: 850, height: 480 },
      ],
    });
  });

  it('is pictured and embedded where it lives when a search index found it', () => {
    const far = 'https://far.example';
    const found = {
      ...base,
      ...{ thumbnailPath: '/lazy-static/t.jpg', previewPath: '/lazy-static/p.jpg', embedPath: '/videos/embed/u' },
      ...{ thumbnailUrl: `${far}/t.jpg`, previewUrl: `${far}/p.jpg`, embedUrl: `${far}/videos/embed/u` },
    };
    const video = videoOf(origin, found, route);
    expect(video.embedUrl).toBe(`${far}/videos/embed/u`);
    expect(video.thumbnails.map(({ url }) => url)).toEqual([`${far}/t.jpg`, `${far}/p.jpg`]);
  });

  it('offers the comments policy of 6 and of 8 under one name', () => {
    const policy = (fields: object) => videoDetailsOf(origin, { ...base, ...fields }, route).commentsPolicy;
    expect(policy({ commentsEnabled: false })).toEqual({ id: 2, label: 'Disabled' });
    expect(policy({ commentsEnabled: true })).toEqual({ id: 1, label: 'Enabled' });
    expect(policy({ commentsPolicy: { id: 3, label: 'Requires approval' } })).toMatchObject({ id: 3 });
  });

  it('gives plain line ends and empty lists', () => {
    const video = videoDetailsOf(origin, { ...base, description: 'a\r\nb' }, route);
    expect(video).toMatchObject({ description: 'a\nb', files: [], streamingPlaylists: [] });
    expect(hlsUrlOf(video)).toBeUndefined();
  });

  it('finds files in both places, largest first', () => {
    const file = (id: number) => ({ resolution: { id, label: `${id}p` } });
    const raw = {
      ...base,
      files: [file(240)],
      streamingPlaylists: [{ type: 1, playlistUrl: 'https://v/m.m3u8', files: [file(720)] }],
    };
    const video = videoDetailsOf(origin, raw, route);
    expect(filesOf(video).map(({ resolution }) => resolution.id)).toEqual([720, 240]);
    expect(hlsUrlOf(video)).toBe('https://v/m.m3u8');
  });

  it('knows a live on air from a live', () => {
    const live = (id: number) => isOnAir({ isLive: true, state: { id } });
    expect([live(1), live(4), live(5), isOnAir({ isLive: false, state: { id: 1 } })]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a channel of any version', () => {
  it('makes the addresses of pictures absolute', () => {
    const avatars = [
      { path: '/lazy-static/a.png', width: 48 },
      { fileUrl: 'https://cdn.example/b.png', width: 120, height: 120 },
    ];
    const channel = actorOf<PeerTubeChannel>(origin, { ...actor, avatars, ownerAccount: { ...actor, avatars } });
    const expected = [
      { url: `${origin}/lazy-static/a.png`, width: 48, height: null },
      { url: 'https://cdn.example/b.png', width: 120, height: 120 },
    ];
    expect(channel.avatars).toEqual(expected);
    expect(channel.ownerAccount?.avatars).toEqual(expected);
  });
});

describe('assertField()', () => {
  it('says which field of which route is missing', () => {
    expect(() => assertField(route, { video: {} }, 'video.uuid', 'string')).toThrow(
      'GET /api/v1/videos/:id answered without the string `video.uuid`. Check the address of the server.',
    );
    expect(() => assertField(route, null, 'data', 'array')).toThrow('array `data`');
    expect(() => assertField(route, { data: [] }, 'data', 'array')).not.toThrow();
  });
});
