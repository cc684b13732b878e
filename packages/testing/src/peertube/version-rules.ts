/**
 * Everything in which the versions differ. A topic asks its rule by name and never the version itself.
 * "8.2 §n" is a section of the contract of 8.2 (what it answers differently), "§n" one of the contract of 6.3.
 */
export interface VersionRules {
  errors: {
    /** `error` repeats `detail` (8.2 §1). */
    repeatDetail: boolean;
    /** `detail` is in the language that the request or the user asks for (8.2 §1). */
    translateDetail: boolean;
    /** Words of the 401 on a video that only signed-in users may see (8.2 §1). */
    notAuthenticated: string;
    /** How the 403 for jobs names the right and the path (8.2 §1). */
    missingRight: (username: string, right: number, path: string, below: string) => string;
  };
  oauth: {
    /** `code` of a password grant of a blocked user (8.2 §4). */
    blockedCode: string;
    /** Life of a refresh token in seconds (8.2 §4). */
    refreshTokenSeconds: number;
    /** Sessions can be listed and revoked (8.2 §4). */
    tokenSessions: boolean;
  };
  config: {
    /** What is there and what is gone: see `config/later-config.ts` (8.2 §5). */
    laterFields: boolean;
    /** Largest picture in bytes (8.2 §5). */
    imageBytes: number;
    /** Extensions that the other version lacks, by the one that they are listed after, and such licences (8.2 §5). */
    laterExtensions: Readonly<Record<string, string>>;
    licences: Readonly<Record<string, string>>;
    p2p: boolean;
    /** Seconds; 0 for a version without a DVR window (8.2 §9). */
    dvrMaxWindow: number;
  };
  users: {
    /** Field changes of `GET /users/me` (8.2 §6). */
    laterFields: boolean;
  };
  channels: {
    /** The refusal of a channel that is unknown or another user's, where a video or live names it (8.2 §6). */
    unknown: Refusal;
    foreign: Refusal;
    /** Words of the 403 when another user changes a channel (8.2 §6). */
    foreignChange: string;
    nameTaken: (name: string) => string;
    /** Lists have a summary of the owner, and `publicEmail` is there (8.2 §6). */
    laterFields: boolean;
    /** Keys are made so long after the channel; a deletion before fails with 500 (8.2 §6). */
    keysMs: number;
  };
  videos: {
    /** Counters, NSFW flags, the list of thumbnails, embed policy; deprecated fields are gone (8.2 §7). */
    laterFields: boolean;
    /** `GET /videos/:id/description` exists (8.2 §1). */
    descriptionRoute: boolean;
    /** Status when a stranger asks for a protected video without its password (8.2 §7). */
    passwordMissingStatus: 401 | 403;
    /** Longest password of a video: 6.3 compares with `<` (§8). */
    passwordCharacters: number;
    wrongPassword: string;
    /** Words of the 401 for a list that only moderators see. */
    listForModerators: string;
    /** Captions of a video that is not public: 401 with `code` before the video is looked at (8.2 §1). */
    captionsNeedToken: boolean;
    /** A change of captions renames the master playlist, which lists them (8.2 §7). */
    captionsInMaster: boolean;
    /** An audio-only file follows the publication (8.2 §7). */
    audioOnlyFile: boolean;
    /** Path of the embed page, and what oEmbed puts into the iframe (8.2 §7 and §11). */
    shortEmbedPath: boolean;
    embedPrivacy: boolean;
    playerSettings: boolean;
    source: 'with-filename' | 'input-filename-only';
  };
  files: {
    /** Status of a private file when no credentials are sent (8.2 §1). */
    noCredentialsStatus: 401 | 403;
    /** A bad file token: bare text, or a problem document (8.2 §1). */
    badTokenIsProblem: boolean;
    /** A file token of a public video, asked for without a token: the server fails, or answers 401 as text (8.2 §1). */
    publicTokenFails: boolean;
    privatePlaylistType: string;
    /** `/download/…` has ranges and a length (8.2 §7). */
    downloadRanges: boolean;
    lazyStaticMaxAgeS: number;
  };
  uploads: {
    /** The legacy upload checks its file before, or after the other fields. */
    checksFileFirst: boolean;
    quotaDetail: string;
    /** So long after the answer a finished upload still answers 422 (8.2 §8). */
    rememberedMs: number;
    /** What becomes of an upload whose video cannot be made: it hangs in processing (503), or is there for another try. */
    failedIsProcessing: boolean;
    /** Status and words for a broken picture, found after the last byte (8.2 §8). */
    brokenPicture: Refusal;
  };
  lives: {
    /** A video that is no live: a problem document, or bare text (8.2 §1). */
    notLiveIsText: boolean;
    /** `schedules` and `dvrWindow` (8.2 §9). */
    laterSettings: boolean;
  };
  views: {
    /** `viewEvent` must be `seek` (8.2 §10). */
    checksEvent: boolean;
  };
  pages: {
    /** oEmbed's iframe and its picture (8.2 §11). */
    iframeAttributes: string;
    oEmbedPicture: { width: number; height: number };
    /** Player parameters that oEmbed copies beside those of both versions (8.2 §12). */
    laterParameters: readonly string[];
  };
  embed: {
    /** `isPlaying()` and `getCurrentTime()` (8.2 §12). */
    laterMethods: boolean;
  };
  playlists: {
    /** `thumbnails` and the place in the channel; JSON is taken as well as forms (seen). */
    laterFields: boolean;
  };
  actors: {
    /** Pictures have a height and an absolute URL (§14). */
    laterPictures: boolean;
  };
  stats: {
    /** A key of `GET /server/stats` that the other version lacks (8.2 §5). */
    serverKey: string;
    /** Jobs name their part of the transcoding, and not its settings. */
    laterJobs: boolean;
  };
}

/** A refusal without a code. */
export interface Refusal {
  status: number;
  detail: string;
}
