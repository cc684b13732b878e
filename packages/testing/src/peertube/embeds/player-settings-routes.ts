import type { HttpHandler } from 'msw';
import { channelOf } from '../actors/actor-json.js';
import { findChannel, mustOwnChannelOf } from '../channels/find-channel.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText, type Fields } from '../http/fields.js';
import { json, readFields, route, signedIn } from '../http/route.js';
import { validate } from '../http/validation.js';
import { findVideo, mustManage, mustWatch } from '../videos/find-video.js';

const INSTANCE_THEME = 'lucide';
const CHANNEL_THEMES = ['instance-default', 'lucide', 'galaxy'];
const VIDEO_THEMES = ['channel-default', ...CHANNEL_THEMES];

/** Looks of PeerTube's own player, of a video and of a channel (8.2 §12). */
export function playerSettingsHandlers(fake: FakePeerTube): HttpHandler[] {
  if (!fake.rules.videos.playerSettings) return [];
  const video = '/api/v1/player-settings/videos/:id';
  const channel = '/api/v1/player-settings/video-channels/:name';
  const themeOfChannel = (theme: string | undefined) =>
    theme === undefined || theme === 'instance-default' ? INSTANCE_THEME : theme;
  const themeIn = (fields: Fields, themes: readonly string[]): string => {
    validate(fields, [{ path: 'theme', check: (value) => themes.includes(asText(value) ?? '') }]);
    return asText(fields.theme) ?? INSTANCE_THEME;
  };
  return [
    route(fake, `get ${video}`, { auth: 'optional' }, (context) => {
      const id = context.params.id ?? '';
      const found = findVideo(fake, id);
      mustWatch(fake, found, { user: context.user, id });
      const { playerTheme: ofChannel } = channelOf(fake, found.channelId);
      const own = found.playerTheme ?? 'channel-default';
      return json({ theme: own === 'channel-default' ? themeOfChannel(ofChannel) : themeOfChannel(own) });
    }),
    route(fake, `put ${video}`, { auth: 'required' }, async (context) => {
      const found = findVideo(fake, context.params.id ?? '');
      mustManage(fake, found, signedIn(context));
      found.playerTheme = themeIn(await readFields(context), VIDEO_THEMES);
      return json({ theme: found.playerTheme });
    }),
    route(fake, `get ${channel}`, { auth: 'optional' }, ({ params }) =>
      json({ theme: themeOfChannel(findChannel(fake, params.name).playerTheme) }),
    ),
    route(fake, `put ${channel}`, { auth: 'required' }, async (context) => {
      const found = findChannel(fake, context.params.name);
      mustOwnChannelOf(fake, found, signedIn(context));
      found.playerTheme = themeIn(await readFields(context), CHANNEL_THEMES);
      return json({ theme: found.playerTheme });
    }),
  ];
}
