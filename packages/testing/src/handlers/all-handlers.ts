import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../core/fake-peertube.js';
import { channelHandlers } from './channels.js';
import { commentHandlers } from './comments.js';
import { configHandlers } from './config.js';
import { controlHandlers } from './control.js';
import { fallbackHandlers } from './fallbacks.js';
import { federationHandlers } from './federation.js';
import { instanceHandlers } from './instance.js';
import { legacyUploadHandlers } from './legacy-upload.js';
import { liveHandlers } from './live.js';
import { oauthHandlers } from './oauth.js';
import { pageHandlers } from './pages.js';
import { playlistHandlers } from './playlists.js';
import { resumableHandlers } from './resumable.js';
import { staticFileHandlers } from './static-files.js';
import { userHandlers } from './users.js';
import { videoExtraHandlers } from './video-extras.js';
import { videoHandlers } from './videos.js';
import { viewHandlers } from './views.js';

/** Every route of the fake. The first that matches answers, so fixed paths come before those with an id. */
export function allHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    ...controlHandlers(fake),
    ...oauthHandlers(fake),
    ...configHandlers(fake),
    ...userHandlers(fake),
    ...channelHandlers(fake),
    ...resumableHandlers(fake),
    ...legacyUploadHandlers(fake),
    ...liveHandlers(fake),
    ...videoHandlers(fake),
    ...videoExtraHandlers(fake),
    ...commentHandlers(fake),
    ...viewHandlers(fake),
    ...playlistHandlers(fake),
    ...federationHandlers(fake),
    ...instanceHandlers(fake),
    ...pageHandlers(fake),
    ...staticFileHandlers(fake),
    ...fallbackHandlers(fake),
  ];
}
