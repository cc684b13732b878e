import type { HttpHandler } from 'msw';
import { channelHandlers } from './channels/routes.js';
import { commentHandlers } from './comments/routes.js';
import { configHandlers } from './config/routes.js';
import { controlHandlers } from './control/routes.js';
import { embedPrivacyHandlers } from './embeds/embed-privacy-routes.js';
import { playerSettingsHandlers } from './embeds/player-settings-routes.js';
import type { FakePeerTube } from './fake-peertube.js';
import { federationHandlers } from './federation/routes.js';
import { staticFileHandlers } from './files/routes.js';
import { liveHandlers } from './lives/routes.js';
import { oauthHandlers } from './oauth/routes.js';
import { tokenSessionHandlers } from './oauth/token-session-routes.js';
import { fallbackHandlers } from './pages/fallback-routes.js';
import { pageHandlers } from './pages/routes.js';
import { playlistHandlers } from './playlists/routes.js';
import { instanceHandlers } from './stats/routes.js';
import { legacyUploadHandlers } from './uploads/legacy-routes.js';
import { resumableHandlers } from './uploads/resumable-routes.js';
import { userHandlers } from './users/routes.js';
import { captionHandlers } from './videos/caption-routes.js';
import { chapterHandlers } from './videos/chapter-routes.js';
import { videoHandlers } from './videos/routes.js';
import { viewHandlers } from './views/routes.js';

/** Every route of the fake. The first that matches answers, so fixed paths come before those with an id. */
export function allHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    ...controlHandlers(fake),
    ...oauthHandlers(fake),
    ...tokenSessionHandlers(fake),
    ...configHandlers(fake),
    ...userHandlers(fake),
    ...channelHandlers(fake),
    ...resumableHandlers(fake),
    ...legacyUploadHandlers(fake),
    ...liveHandlers(fake),
    ...videoHandlers(fake),
    ...captionHandlers(fake),
    ...chapterHandlers(fake),
    ...embedPrivacyHandlers(fake),
    ...playerSettingsHandlers(fake),
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
