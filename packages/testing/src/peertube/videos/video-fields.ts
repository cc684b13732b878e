import { randomUuid } from '../../runtime/ids.js';
import type { ChannelState } from '../channels/state.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asBoolean, asInteger, asRecord, asText, type Fields } from '../http/fields.js';
import { problem, refusedWith } from '../http/problem.js';
import { isDate, isFlag, isOneOf, isText, isTextList, isWhole, type Rule, validate } from '../http/validation.js';
import type { UserState } from '../users/state.js';
import type { VersionRules } from '../version.js';
import { Privacies, type VideoState, VideoStates } from './state.js';

const NAME_MESSAGE = 'Should have a video name between 3 and 120 characters long';
const TAGS_MESSAGE = 'Should have an array of up to 5 tags between 2 and 30 characters each';
const IMAGE_MESSAGE = (field: string) =>
  `This ${field} file is not supported or too large. Please, make sure it is of the following type: .png, .jpg, .jpeg, .webp`;
const isImage = (limitBytes: number) => (value: unknown) =>
  value instanceof File && /\.(png|jpe?g|webp)$/i.test(value.name) && value.size <= limitBytes;

const pictureRules = ({ config }: VersionRules): readonly Rule[] =>
  ['thumbnail', 'preview'].map((kind) => ({
    path: `${kind}file`,
    msg: IMAGE_MESSAGE(kind),
    optional: true,
    check: isImage(config.imageBytes),
    hideValue: true,
  }));

/** The optional attributes of docs/peertube §8. */
const ATTRIBUTE_RULES: readonly Rule[] = [
  { path: 'category', optional: 'null', check: isWhole },
  { path: 'licence', optional: 'null', check: isWhole },
  { path: 'language', optional: 'null', check: isText(1, 10) },
  { path: 'nsfw', optional: true, check: isFlag },
  { path: 'waitTranscoding', optional: true, check: isFlag },
  { path: 'privacy', optional: true, check: isOneOf(1, 2, 3, 4, 5) },
  { path: 'description', optional: 'null', check: isText(3, 10_000) },
  { path: 'support', optional: 'null', check: isText(3, 1000) },
  { path: 'tags', msg: TAGS_MESSAGE, optional: 'null', check: isTextList(5, 2, 30) },
  { path: 'commentsPolicy', optional: true, check: isOneOf(1, 2, 3) },
  { path: 'commentsEnabled', optional: true, check: isFlag },
  { path: 'downloadEnabled', optional: true, check: isFlag },
  { path: 'originallyPublishedAt', optional: 'null', check: isDate },
  { path: 'scheduleUpdate.updateAt', optional: true, check: isDate },
  { path: 'scheduleUpdate.privacy', optional: true, check: isOneOf(1, 2, 4) },
];

/** What a password of a protected video is. */
const passwordRule = ({ videos }: VersionRules, path = 'videoPasswords'): Rule => ({
  path,
  optional: true,
  check: isTextList(Infinity, 2, videos.passwordCharacters),
});

const CHANNEL_RULE: Rule = { path: 'channelId', check: isWhole };

/** @throws Problem 400 for a list of passwords that holds what is none. */
export const mustBePasswords = ({ rules }: FakePeerTube, passwords: unknown): void =>
  validate({ passwords }, [{ ...passwordRule(rules, 'passwords'), optional: false }]);

/** An absent name is shown as an empty one by uploads, which trim it first. */
/** Flags and a summary belong to a sensitive video only (8.2 §7). */
const LATER_RULES: readonly Rule[] = [
  { path: 'nsfwFlags', optional: true, check: isWhole },
  { path: 'nsfwSummary', optional: 'null', check: isText(3, 250) },
];

const laterRules = ({ videos }: VersionRules) => (videos.laterFields ? LATER_RULES : []);

export const createRules = ({ rules }: Pick<FakePeerTube, 'rules'>): readonly Rule[] => [
  { path: 'name', msg: NAME_MESSAGE, check: isText(3, 120), valueIfAbsent: '' },
  CHANNEL_RULE,
  ...pictureRules(rules),
  ...ATTRIBUTE_RULES,
  passwordRule(rules),
  ...laterRules(rules),
];

export const updateRules = ({ rules }: Pick<FakePeerTube, 'rules'>): readonly Rule[] => [
  { path: 'name', msg: NAME_MESSAGE, optional: true, check: isText(3, 120) },
  { ...CHANNEL_RULE, optional: true },
  ...pictureRules(rules),
  ...ATTRIBUTE_RULES,
  passwordRule(rules),
  ...laterRules(rules),
];

/** The channel that the fields name. @throws Problem for one that is unknown or another user's. */
export function mustOwnChannel(fake: FakePeerTube, user: UserState, fields: Fields): ChannelState {
  const channel = fake.state.channels.find((one) => one.id === asInteger(fields.channelId));
  if (!channel) throw refusedWith(fake.rules.channels.unknown);
  if (channel.userId !== user.id) throw refusedWith(fake.rules.channels.foreign);
  return channel;
}

/** @throws Problem 400 when the privacy needs passwords and there are none. */
export function mustHavePasswords(fields: Fields, before: VideoState | undefined): void {
  // Asked for with every change of a protected video, whatever changes, also when it has some [seen].
  if ((asInteger(fields.privacy) ?? before?.privacy) !== Privacies.password) return;
  if (Array.isArray(fields.videoPasswords) && fields.videoPasswords.length > 0) return;
  throw problem(400, 'Video passwords are missing.');
}

/** A new video with the given fields; what is omitted gets PeerTube's defaults, such as private. */
export function createVideo(fake: FakePeerTube, channel: ChannelState, fields: Fields): VideoState {
  const now = fake.isoNow();
  const video: VideoState = {
    id: fake.nextId('video'),
    uuid: randomUuid(fake.random),
    channelId: channel.id,
    name: '',
    category: null,
    licence: null,
    language: null,
    privacy: Privacies.private,
    nsfw: false,
    description: null,
    support: null,
    tags: [],
    commentsPolicy: 1,
    downloadEnabled: true,
    waitTranscoding: false,
    originallyPublishedAt: null,
    passwords: [],
    state: VideoStates.toTranscode,
    isLive: false,
    duration: 0,
    aspectRatio: null,
    views: 0,
    likes: 0,
    dislikes: 0,
    thumbnail: `${randomUuid(fake.random)}.jpg`,
    preview: `${randomUuid(fake.random)}.jpg`,
    createdAt: now,
    updatedAt: now,
    publishedAt: now,
    files: [],
    captions: [],
    chapters: [],
    viewers: {},
    history: {},
    ratings: {},
  };
  applyFields(fake, video, fields);
  video.chapters = chaptersIn(video.description);
  fake.state.videos.push(video);
  return video;
}

/** What 8.2 knows of sensitive videos; 6.3 drops these fields without a word. */
function applyNsfw(video: VideoState, fields: Fields): void {
  if (!video.nsfw) {
    delete video.nsfwFlags;
    delete video.nsfwSummary;
    return;
  }
  if (fields.nsfwFlags !== undefined) video.nsfwFlags = asInteger(fields.nsfwFlags) ?? 0;
  const summary = asText(fields.nsfwSummary);
  if (summary !== undefined) video.nsfwSummary = summary;
  else if (fields.nsfwSummary === null) delete video.nsfwSummary;
}

/** @throws Problem 400 for flags of a video that is not sensitive (8.2 §7). */
export function mustBeNsfwForFlags({ rules }: FakePeerTube, fields: Fields, before: VideoState | undefined): void {
  const flags = asInteger(fields.nsfwFlags) ?? 0;
  const isNsfw = asBoolean(fields.nsfw) ?? before?.nsfw ?? false;
  if (rules.videos.laterFields && flags !== 0 && !isNsfw) {
    throw problem(400, 'Cannot set nsfwFlags if the video is not NSFW');
  }
}

/** Writes every field that is there. `null` clears. */
export function applyFields(fake: FakePeerTube, video: VideoState, fields: Fields): void {
  const has = (name: string) => fields[name] !== undefined;
  if (has('name')) video.name = asText(fields.name)?.trim() ?? video.name;
  if (has('channelId')) video.channelId = asInteger(fields.channelId) ?? video.channelId;
  if (has('category')) video.category = asInteger(fields.category) ?? null;
  if (has('licence')) video.licence = asInteger(fields.licence) ?? null;
  if (has('language')) video.language = asText(fields.language) ?? null;
  if (has('privacy')) video.privacy = asInteger(fields.privacy) ?? video.privacy;
  if (has('nsfw')) video.nsfw = asBoolean(fields.nsfw) ?? false;
  if (fake.rules.videos.laterFields) applyNsfw(video, fields);
  if (has('description')) video.description = asText(fields.description) ?? null;
  if (has('support')) video.support = asText(fields.support) ?? null;
  if (has('tags')) video.tags = Array.isArray(fields.tags) ? fields.tags.map(String) : [];
  if (has('commentsEnabled')) video.commentsPolicy = asBoolean(fields.commentsEnabled) === false ? 2 : 1;
  if (has('commentsPolicy')) video.commentsPolicy = asInteger(fields.commentsPolicy) ?? 1;
  if (has('downloadEnabled')) video.downloadEnabled = asBoolean(fields.downloadEnabled) ?? true;
  if (has('waitTranscoding')) video.waitTranscoding = asBoolean(fields.waitTranscoding) ?? false;
  if (has('originallyPublishedAt')) {
    const date = asText(fields.originallyPublishedAt);
    video.originallyPublishedAt = date === undefined ? null : new Date(date).toISOString();
  }
  if (has('scheduleUpdate')) {
    const { updateAt, privacy } = asRecord(fields.scheduleUpdate);
    const at = asText(updateAt);
    const then = asInteger(privacy);
    if (at === undefined) delete video.scheduledUpdate;
    else
      video.scheduledUpdate = {
        updateAt: new Date(at).toISOString(),
        ...(then === undefined ? {} : { privacy: then }),
      };
  }
  if (Array.isArray(fields.videoPasswords)) setPasswords(fake, video, fields.videoPasswords.map(String));
}

export function setPasswords(fake: FakePeerTube, video: VideoState, passwords: string[]): void {
  const now = fake.isoNow();
  video.passwords = passwords.map((password) => ({
    id: fake.nextId('password'),
    password,
    createdAt: now,
    updatedAt: now,
  }));
}

/** Lines such as `1:02 Title` make chapters, when the first begins at zero. */
function chaptersIn(description: string | null): VideoState['chapters'] {
  const chapters = (description ?? '').split(/\r?\n/).flatMap((line) => {
    const match = /^\s*((?:\d+:)?\d{1,2}:\d{2})\s+(\S.*?)\s*$/.exec(line);
    if (!match) return [];
    const [, time = '', title = ''] = match;
    return [{ timecode: time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0), title }];
  });
  return chapters.length > 1 && chapters[0]?.timecode === 0 ? chapters : [];
}
