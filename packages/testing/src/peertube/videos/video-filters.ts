import { channelOf } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText, type Fields } from '../http/fields.js';
import { viewersOf } from '../views/viewers.js';
import { Privacies, type VideoState, VideoStates } from './state.js';

export const VIDEO_SORTS = [
  'name',
  'duration',
  'createdAt',
  'publishedAt',
  'originallyPublishedAt',
  'views',
  'likes',
  'trending',
  'hot',
  'best',
  'updatedAt',
  'match',
];

/** What a list is ordered by. Equal times fall back on the id, so that "newest first" is always right. */
export function videoKey(fake: FakePeerTube, video: VideoState, field: string): string | number {
  const late = (date: string | null) => Date.parse(date ?? video.publishedAt) * 1e6 + video.id;
  switch (field) {
    case 'name':
      return video.name.toLowerCase();
    case 'duration':
      return video.duration;
    case 'views':
      return video.views;
    case 'likes':
    case 'best':
      return video.likes;
    case 'trending':
    case 'hot':
      return viewersOf(fake, video) * 1000 + video.views;
    case 'createdAt':
      return late(video.createdAt);
    case 'updatedAt':
      return late(video.updatedAt);
    case 'originallyPublishedAt':
      return late(video.originallyPublishedAt);
    default:
      return late(video.publishedAt);
  }
}

export function matchesSearch(video: VideoState, search: string | undefined): boolean {
  if (!search) return true;
  const wanted = search.toLowerCase();
  return [video.name, video.description ?? '', ...video.tags].some((text) => text.toLowerCase().includes(wanted));
}

/** As `ILIKE '%…%'` compares titles in a user's own list: `%` and `_` stand for anything, a backslash takes that from what follows. */
export function titleMatches(video: VideoState, search: string | undefined): boolean {
  const parts = (search ?? '').match(/\\?./gsu) ?? [];
  const pattern = parts.map((part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return part.replace(/^\\(?=.)/s, '').replace(/[^\p{L}\p{N}]/gu, '\\$&');
  });
  return new RegExp(pattern.join(''), 'is').test(video.name);
}

/** In the public lists: public, published or still being transcoded in sight of everybody, and on air if live. */
export function isListed(video: VideoState): boolean {
  if (video.privacy !== Privacies.public) return false;
  if (video.isLive) return video.state === VideoStates.published;
  if (video.state === VideoStates.published) return true;
  return video.state === VideoStates.toTranscode && !video.waitTranscoding && !video.replayOf;
}

/** A public live that waits, and says when it begins (8.2 §9). */
export function isScheduledLive(fake: FakePeerTube, video: VideoState): boolean {
  const { schedules = [] } = video.live ?? {};
  const isAhead = schedules.some(({ startAt }) => Date.parse(startAt) > fake.clock.now());
  return video.privacy === Privacies.public && video.state === VideoStates.waitingForLive && isAhead;
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];

/** The filters of `GET /videos`. */
export function matchesFilters(fake: FakePeerTube, video: VideoState, query: Fields): boolean {
  const oneOf = (name: string, value: string | number | null) =>
    query[name] === undefined || (value !== null && listOf(query[name]).includes(String(value)));
  const flag = (name: string, value: boolean) => query[name] === undefined || query[name] === String(value);
  const tags = video.tags.map((tag) => tag.toLowerCase());
  const wantedTags = (name: string) => listOf(query[name]).map((tag) => tag.toLowerCase());
  const nsfw = asText(query.nsfw) ?? 'false';
  return (
    oneOf('categoryOneOf', video.category) &&
    oneOf('licenceOneOf', video.licence) &&
    oneOf('languageOneOf', video.language) &&
    (query.tagsOneOf === undefined || wantedTags('tagsOneOf').some((tag) => tags.includes(tag))) &&
    wantedTags('tagsAllOf').every((tag) => tags.includes(tag)) &&
    (nsfw === 'both' || nsfw === String(video.nsfw)) &&
    flag('isLive', video.isLive) &&
    flag('isLocal', channelOf(fake, video.channelId).host === undefined) &&
    flag('hasHLSFiles', video.playlist !== undefined) &&
    flag('hasWebVideoFiles', video.files.length > 0) &&
    matchesSearch(video, asText(query.search))
  );
}
