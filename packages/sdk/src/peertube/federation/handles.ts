import { parsePeerTubeUrl } from '../urls/urls.js';

/** The digits of a short UUID. */
const BASE58 = '123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
/** A channel's page; of a channel from elsewhere its host is in the name. */
const CHANNEL = /^\/(?:c\/|video-channels\/|@)([\w.:-]+)(?:@([\w.:-]+))?/;

/** The long form of a short UUID; any other id as it is. */
function longId(id: string): string {
  const digits = [...id].map((character) => BASE58.indexOf(character));
  if (digits.length !== 22 || digits.includes(-1)) return id;
  const hex = digits
    .reduce((number, digit) => number * 58n + BigInt(digit), 0n)
    .toString(16)
    .padStart(32, '0');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * The address that instances know a video by among each other. A video's short or embed address means it too, but only
 * the instance that it lives on could tell.
 */
export function canonicalVideoUrl(address: string): string {
  const { origin, kind, id = '' } = parsePeerTubeUrl(address) ?? {};
  return kind === 'video' ? `${origin}/videos/watch/${longId(id)}` : address;
}

/** `name@host` from a handle, with or without an at sign before it, or from the address of a channel's page. */
export function handleOf(channel: string): string {
  const url = URL.canParse(channel) ? new URL(channel) : undefined;
  const [, name, host = url?.host] = CHANNEL.exec(url?.pathname ?? '') ?? [];
  return name ? `${name}@${host}` : channel.replace(/^@/, '');
}
