import type { VersionRules } from './version-rules.js';

export type { Refusal, VersionRules } from './version-rules.js';

/** The versions that the fake plays, each held to recordings of a real one. */
export const PEERTUBE_VERSIONS = ['6.3.0', '8.2.1'] as const;

export type PeerTubeVersion = (typeof PEERTUBE_VERSIONS)[number];

const V6_3_0: VersionRules = {
  errors: {
    repeatDetail: true,
    translateDetail: false,
    notAuthenticated: 'Not authenticated',
    missingRight: (username, right, path, below) =>
      `User ${username} does not have right ${right} to access to ${path.replace(below, '') || '/'}.`,
  },
  oauth: { blockedCode: 'access_denied', refreshTokenSeconds: 1_209_599, tokenSessions: false },
  config: { laterFields: false, imageBytes: 4_194_304, laterExtensions: {}, licences: {}, p2p: true, dvrMaxWindow: 0 },
  users: { laterFields: false },
  channels: {
    unknown: { status: 400, detail: 'Unknown video "video channel" for this instance.' },
    foreign: { status: 400, detail: 'Unknown video "video channel" for this account.' },
    foreignChange: 'Only a user with sufficient right can access this account resource.',
    nameTaken: () =>
      'Another actor (account/channel) with this name on this instance already exists or has already existed.',
    laterFields: false,
    keysMs: 0,
  },
  videos: {
    laterFields: false,
    descriptionRoute: true,
    passwordMissingStatus: 403,
    passwordCharacters: 99,
    wrongPassword: 'Incorrect video password. Access to the video is denied.',
    listForModerators: 'You are not allowed to see all videos, specify a custom include or auto tags filter.',
    captionsNeedToken: true,
    captionsInMaster: false,
    audioOnlyFile: false,
    shortEmbedPath: false,
    embedPrivacy: false,
    playerSettings: false,
    source: 'with-filename',
  },
  files: {
    noCredentialsStatus: 403,
    badTokenIsProblem: false,
    publicTokenFails: true,
    privatePlaylistType: 'application/vnd.apple.mpegurl; charset=utf-8',
    downloadRanges: true,
    lazyStaticMaxAgeS: 172_800,
  },
  uploads: {
    checksFileFirst: true,
    quotaDetail: 'The user video quota is exceeded with this video.',
    rememberedMs: 0,
    failedIsProcessing: true,
    brokenPicture: { status: 500, detail: 'Cannot process the image' },
  },
  lives: { notLiveIsText: false, laterSettings: false },
  views: { checksEvent: false },
  pages: {
    iframeAttributes: 'frameborder="0" allowfullscreen',
    oEmbedPicture: { width: 850, height: 480 },
    laterParameters: [],
  },
  embed: { laterMethods: false },
  playlists: { laterFields: false },
  actors: { laterPictures: false },
  stats: { serverKey: 'totalActivityPubUpdateMessagesSuccesses', laterJobs: false },
};

const V8_2_1: VersionRules = {
  errors: {
    repeatDetail: false,
    translateDetail: true,
    notAuthenticated: 'Authentication is required',
    missingRight: (username, right, path) =>
      `User ${username} does not have right (No. ${right}) to access to ${path}.`,
  },
  oauth: { blockedCode: 'account_blocked', refreshTokenSeconds: 2_419_199, tokenSessions: true },
  config: {
    laterFields: true,
    imageBytes: 8_388_608,
    laterExtensions: { '.mts': '.ts', '.m4a': '.m4b' },
    licences: { 8: 'Free of known copyright restrictions', 9: 'All Rights Reserved' },
    p2p: false,
    dvrMaxWindow: 3600,
  },
  users: { laterFields: true },
  channels: {
    unknown: { status: 404, detail: 'Video channel not found' },
    foreign: { status: 403, detail: 'This user cannot manage this channel' },
    foreignChange: 'This user cannot manage this channel',
    nameTaken: (name) =>
      `Another actor (account/channel) with name ${name} on this instance already exists or has already existed.`,
    laterFields: true,
    keysMs: 2000,
  },
  videos: {
    laterFields: true,
    descriptionRoute: false,
    passwordMissingStatus: 401,
    passwordCharacters: 100,
    wrongPassword: 'Incorrect video password. Access to the video is denied',
    listForModerators: 'You are not allowed to see all videos, specify a custom include, auto tags or state filter',
    captionsNeedToken: false,
    captionsInMaster: true,
    audioOnlyFile: true,
    shortEmbedPath: true,
    embedPrivacy: true,
    playerSettings: true,
    source: 'input-filename-only',
  },
  files: {
    noCredentialsStatus: 401,
    badTokenIsProblem: true,
    publicTokenFails: false,
    privatePlaylistType: 'application/x-mpegurl; charset=utf-8',
    downloadRanges: false,
    lazyStaticMaxAgeS: 31_536_000,
  },
  uploads: {
    checksFileFirst: false,
    quotaDetail: 'The user video quota is exceeded',
    rememberedMs: 20,
    failedIsProcessing: false,
    brokenPicture: { status: 400, detail: 'The provided thumbnail file is invalid.' },
  },
  lives: { notLiveIsText: true, laterSettings: true },
  views: { checksEvent: true },
  pages: {
    iframeAttributes: 'style="border: none" allow="fullscreen"',
    oEmbedPicture: { width: 1280, height: 720 },
    laterParameters: ['playerTheme'],
  },
  embed: { laterMethods: true },
  playlists: { laterFields: true },
  actors: { laterPictures: true },
  stats: { serverKey: 'totalLocalVideoDownloads', laterJobs: true },
};

export const RULES: Record<PeerTubeVersion, VersionRules> = { '6.3.0': V6_3_0, '8.2.1': V8_2_1 };
