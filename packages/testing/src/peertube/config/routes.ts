import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { json, route } from '../http/route.js';
import { configJson } from './config-json.js';
import { LANGUAGES, licences, PLAYLIST_PRIVACIES, PRIVACIES } from './labels.js';

/** Configuration, constants, health (docs/peertube §5). */
export function configHandlers(fake: FakePeerTube): HttpHandler[] {
  const instance = () => ({
    name: fake.features.instanceName,
    shortDescription: 'An instance that only pretends.',
    description: 'Welcome to this sandbox.',
    terms: 'No terms for now.',
    codeOfConduct: '',
    hardwareInformation: '',
    creationReason: '',
    moderationInformation: '',
    administrator: '',
    maintenanceLifetime: '',
    businessModel: '',
    languages: [],
    categories: [],
    banners: [],
    avatars: [],
  });
  return [
    route(fake, 'get /api/v1/config', {}, () => json(configJson(fake))),
    route(fake, 'get /api/v1/config/about', {}, () => json({ instance: instance() })),
    route(fake, 'get /api/v1/config/custom', { auth: 'required', docs: 'getCustomConfig' }, () => json({})),
    route(
      fake,
      'get /api/v1/ping',
      { limiter: 'none' },
      () => new Response('pong', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    ),
    route(fake, 'get /api/v1/videos/categories', {}, () => json(fake.features.categories)),
    route(fake, 'get /api/v1/videos/licences', {}, () => json(licences(fake.rules))),
    route(fake, 'get /api/v1/videos/languages', {}, () => json(LANGUAGES)),
    route(fake, 'get /api/v1/videos/privacies', {}, () => json(PRIVACIES)),
    route(fake, 'get /api/v1/video-playlists/privacies', {}, () => json(PLAYLIST_PRIVACIES)),
  ];
}
