import type { PeerTubeVersion } from '../../peertube/version.js';

/** Names and numbers of one run of the recorders, by which a setup finds what the exchanges are about. */
export interface RecordedNames {
  /** Public origin of the recorded server. */
  origin: string;
  /** By label: the user name that the recorder made. */
  users: Record<'chan' | 'chan2' | 'oauth' | 'otp' | 'vid' | 'me' | 'cors', string>;
  /** By label: the id of the user's channel. */
  channels: Record<
    | ('live' | 'other' | 'dis' | 'livex')
    | ('up' | 'poor' | 'daily' | 'zero')
    | ('res' | 'res2' | 'respoor' | 'resx' | 'shortLived'),
    number
  >;
  liveTokens: Record<'root' | 'live' | 'other', string>;
  lives: { normal: string; permanent: string; withoutReplay: string; replays: readonly string[]; deleted: string };
  videos: {
    name: string;
    /** The one whose transcoding ended last. */
    newest: 'public' | 'waiting';
    webVideos: boolean;
    public: { id: number; uuid: string };
    waiting: { id: number; uuid: string };
    master: string;
    fragmented: string;
    thumbnail: string;
    preview: string;
    secretMaster: string;
  };
  views: { public: string; secret: string };
  /** Limit of the instance that was recorded. */
  maxUserLives: number;
  /** Bytes of the file that was uploaded in chunks. */
  resumableBytes: number;
  mine: number;
  pages: { public: string; secret: string };
  uploadOfRestart: string;
}

const V6_3_0: RecordedNames = {
  origin: 'http://127.0.0.1:9000',
  users: {
    ...{ chan: 'rec_chan_6bc7', chan2: 'rec_chan2_6bc7', oauth: 'rec_oauth_afca', otp: 'rec_otp_afca' },
    ...{ vid: 'rec_vid_7427', me: 'rec_me_7427', cors: 'rec_cors_7427' },
  },
  channels: {
    ...{ live: 2, other: 3, dis: 23, livex: 28 },
    ...{ up: 24, poor: 25, daily: 26, zero: 27 },
    ...{ res: 14, res2: 15, respoor: 16, resx: 19, shortLived: 20 },
  },
  liveTokens: { root: '<access_token_1>', live: '<access_token_2>', other: '<access_token_3>' },
  lives: {
    normal: '497e7172-049f-494b-bb83-8cebe48fc024',
    permanent: '326ca8da-2bc5-4356-beab-3ceeabdf54d1',
    withoutReplay: '2e77f283-a8f4-4501-8de1-a8318d054bc1',
    replays: ['a3e301b2-d7a7-47bb-8523-0eef3da22df9', '1908f4e7-793f-4ce0-be17-624692a31762'],
    deleted: '1ad90907-bc55-4967-99fe-7e8661e86938',
  },
  videos: {
    name: 'Public one 7427',
    newest: 'public',
    webVideos: false,
    public: { id: 31, uuid: '805be55a-462e-4d4b-92a4-ac6aef146372' },
    waiting: { id: 32, uuid: '99375ed8-5681-4ab5-8592-a48a78e7140c' },
    master: 'a9614795-152e-4eca-98ec-8ca6d4ac1110-master.m3u8',
    fragmented: '7a04c382-b439-41f5-959a-1a14ca79ba14-240-fragmented.mp4',
    thumbnail: '520e71c6-35b2-4f12-b0df-93597aa3ca17.jpg',
    preview: '5a9456d3-1307-4b0b-8f1a-914bc1886164.jpg',
    secretMaster: '7cda2a57-b5bf-432f-9e04-354267d50805-master.m3u8',
  },
  views: { public: '9020d8d7-72b5-4ad8-85ef-4a18e954e387', secret: '1b0de512-9783-4cbf-ab01-151682f654f7' },
  maxUserLives: 3,
  resumableBytes: 1_192_848,
  mine: 27,
  pages: { public: '0568c9c9-a6ca-403d-92ac-11c49e24ea1a', secret: '3593e65a-b8d0-4df8-8e75-0be697577072' },
  uploadOfRestart: '7f89507b4ba0dbd-f6a1925f19eb7497-1c49e8c78ee7b37c-4d987691e6ae53cb',
};

const V8_2_1: RecordedNames = {
  origin: 'http://127.0.0.1:9082',
  users: {
    ...{ chan: 'rec_chan_66c8', chan2: 'rec_chan2_66c8', oauth: 'rec_oauth_66c8', otp: 'rec_otp_66c8' },
    ...{ vid: 'rec_vid_5cc9', me: 'rec_me_66c8', cors: 'rec_cors_66c8' },
  },
  channels: {
    ...{ live: 30, other: 31, dis: 2, livex: 36 },
    ...{ up: 11, poor: 12, daily: 13, zero: 14 },
    ...{ res: 15, res2: 16, respoor: 17, resx: 32, shortLived: 33 },
  },
  liveTokens: { root: '<access_token_root_1>', live: '<access_token_live_1>', other: '<access_token_other_1>' },
  lives: {
    normal: '1b8ad1ac-3662-437d-b105-4b9d02e154a5',
    permanent: '23b79ecf-c7c8-4e7f-8557-4beaf7e31147',
    withoutReplay: 'f2a214b3-5eb8-46d6-9922-0bf45f5519cf',
    replays: ['7f9741f2-15ef-4d78-9996-ede92a605797', '6f406479-d22a-4fe9-8bf8-fc3961c7902d'],
    deleted: '9ba59b75-d531-48d1-9648-de15f4885a47',
  },
  videos: {
    name: 'Public one 5cc9',
    newest: 'waiting',
    webVideos: true,
    public: { id: 130, uuid: 'be46eebd-e551-4e57-aea0-fab49e070a38' },
    waiting: { id: 131, uuid: '18cd7272-86a8-4dd1-9034-54eed795fa0f' },
    master: '57264424-b064-4397-9b43-56c1ddf37349-master.m3u8',
    fragmented: '01f149a9-a8e0-46f7-bb93-8847dc92675e-240-fragmented.mp4',
    thumbnail: '4177a512-0b0a-4334-a9d8-2c86e218c0a1.jpg',
    preview: '7709211b-2040-4d49-88a4-cc51b8339bab.jpg',
    secretMaster: 'b7f08155-180c-4c46-98b6-c2c31c54da99-master.m3u8',
  },
  views: { public: 'a6b9fef9-282e-4d08-9e44-27ae1371b8f7', secret: 'f0ca56b0-9bb9-4601-8e66-c88b39b52580' },
  maxUserLives: 100,
  resumableBytes: 1_210_306,
  mine: 1,
  pages: { public: 'c0c58c80-eb39-4c16-b9eb-76ad5fbd0dca', secret: '3da3e035-77c3-4232-99ab-f5a899a7b0e8' },
  uploadOfRestart: '41a5e7d9d392c4ec-612bbd6251592602-da06028f40545a5a-7cad46629282dcb8',
};

export const RECORDED_NAMES: Record<PeerTubeVersion, RecordedNames> = { '6.3.0': V6_3_0, '8.2.1': V8_2_1 };
