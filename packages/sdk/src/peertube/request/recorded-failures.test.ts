import { describe, expect, it } from 'vitest';
import { outcomeOf, RECORDED_VERSIONS, recordedFailures } from '../../test-support/recorded-failures.js';

/**
 * What the SDK makes of every failure that a real PeerTube was seen to answer: the code, or for the resumable
 * protocol what the answer means. By `file: name of the exchange`; of 6.3.0, and of 8.2.1 where `IN_8` says nothing else.
 */
const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  'auth/account-blocked': ['oauth: password grant of a blocked user'],
  'auth/client-rejected': [
    'cors-embed-errors: token endpoint with Origin, error body readable',
    'oauth: oauth client asked with Host: other.example',
    'oauth: wrong client secret',
    'oauth: missing client',
  ],
  'auth/forbidden': [
    'channels: update the channel of somebody else',
    'live: sessions as another user',
    'live: update live by another user',
    'videos: source as another user',
    'videos: update by another user',
    'videos: delete by another user',
  ],
  'auth/invalid-credentials': [
    'oauth: wrong password',
    'oauth: unknown user',
    'oauth: empty password',
    'oauth: unsupported grant type',
    'oauth: missing grant type',
    'oauth: JSON body instead of a form',
    'oauth: multipart body instead of a form',
    'oauth: refresh again with the used refresh token',
    'oauth: refresh with an invented refresh token',
    'oauth: refresh with an empty refresh token',
    'oauth: refresh after revocation',
    'oauth: 2FA: wrong password of a 2FA user, no OTP',
  ],
  'auth/password-incorrect': ['oauth: change password, wrong current password'],
  'auth/two-factor-invalid': ['oauth: 2FA: password grant with a wrong OTP'],
  'auth/two-factor-required': ['oauth: 2FA: password grant without OTP header'],
  'channel/name-taken': ['channels: create channel again: same name', 'channels: create channel with a user name'],
  'channel/not-found': [
    'channels: get unknown channel',
    'live: create with the channel of somebody else',
    'live: create with unknown channel',
    'upload-resumable-extra: its only chunk',
    'upload-resumable: init: channel of another user',
  ],
  'config/unsupported': [
    'config: unknown API route',
    'config: method not supported by a known route',
    'cors-embed-errors: oEmbed xml',
    'upload-resumable: HEAD on the route',
    'views: view: GET',
  ],
  'http/bad-request': [
    'channels: create channel: bad name',
    'channels: create channel: upper-case name',
    'channels: create channel: description too short',
    'channels: create channel: no displayName',
    'cors-embed-errors: oEmbed of another host',
    'cors-embed-errors: oEmbed of an embed url',
    'cors-embed-errors: error: validation (invalid-params)',
    'cors-embed-errors: error: broken JSON body',
    'live: create without channelId',
    'live: create with a name too short',
    'live: create with bad latencyMode and replay privacy',
    'live: update live: saveReplay true without replaySettings',
    'live: update live: replaySettings while saveReplay is off',
    'oauth: protected route, malformed Authorization',
    'oauth: protected route, token in lower-case scheme',
    'oauth: protected route, token as query access_token',
    'upload-resumable: GET on the route',
    'users-me: my videos, bad sort',
    'users-me: my videos, count too large',
    'videos: delete source while transcoding: other operations conflict',
    'videos: get malformed id',
    'videos: set chapters: duplicate timecode',
    'videos: add caption: bad language',
    'videos: list with bad sort',
    'videos: list with count too large',
    'videos: update: name too long',
    'videos: update: six tags',
    'videos: update: empty description string',
    'videos: update: description of 2 characters',
    'videos: update: unknown privacy',
    'videos: update to password protected without passwords',
    'views: view: sent as a browser beacon (text/plain)',
    'views: view: fractional currentTime',
    'views: view: past the end',
    'views: view: a little past the end',
    'views: view: negative',
    'views: view: no body',
  ],
  'http/conflict': ['channels: delete the last channel'],
  'http/forbidden': [
    'cors-embed-errors: error: 403',
    'oauth: 2FA: confirm with a wrong code',
    'videos: jobs as a plain user',
    'videos: private HLS playlist without anything',
    'videos: private HLS playlist with a bad videoFileToken',
  ],
  'http/not-found': [
    'channels: channels of an unknown account',
    'cors-embed-errors: 404 of a static file with Origin',
    'cors-embed-errors: lazy-static with Origin',
    'cors-embed-errors: watch page of an unknown video',
    'rate-limit: static file answer: no rate limit headers',
  ],
  'http/rate-limited': [
    'rate-limit: ask-send-verify-email, request 4 (limit: 3 in 5 minutes)',
    'rate-limit: ask-send-verify-email, request 5 (limit: 3 in 5 minutes)',
  ],
  'http/server-error': [
    'live-extra: update latencyMode only, while saveReplay is on',
    'live-extra: update with saveReplay but no replaySettings, while saveReplay is already on',
    'videos: file token of a public video',
  ],
  'http/too-large': ['cors-embed-errors: error: JSON body larger than 500 kB'],
  'http/unauthorized': [
    'channels: create channel without token',
    'config: custom config without rights',
    'cors-embed-errors: 401 with Origin is readable too',
    'cors-embed-errors: error: 401',
    'live: create without token',
    'oauth: token via GET',
    'oauth: old access token right after its refresh',
    'oauth: protected route without token',
    'oauth: protected route, invalid token',
    'oauth: public route with an invalid token',
    'oauth: revoked access token',
    'oauth: revoke again',
    'oauth: token of a blocked user',
    'upload-legacy: without token',
    'upload-legacy: with an invalid token',
    'upload-resumable: chunk with an invalid token',
    'upload-resumable: chunk without a token',
    'upload-resumable: init: no token',
    'upload-resumable: chunk with the now revoked token',
    'videos: source as anonymous',
    'videos: list with include as anonymous',
    'videos: update without token',
    'videos: private video, invalid token',
    'views: overall stats, anonymous',
  ],
  'live/already-started': [
    'live: update live while streaming',
    'live: update privacy while streaming',
    'live: update live after the end',
  ],
  'live/disabled': ['live-disabled: create while lives are disabled'],
  'live/latency-not-allowed': ['live-disabled: create with latencyMode while the latency setting is disabled'],
  'live/limit-reached': [
    'live-disabled: create while the instance limit is reached',
    'live: create a 4th live: per-user limit (maxUserLives=3)',
  ],
  'live/not-found': [
    'live-extra: live info of a video that is not a live',
    'live: get live info, unknown video',
    'live: live-session of a video that is not a replay',
    'live: live info of a live turned into its replay',
    'live: sessions of a live turned into its replay',
  ],
  'live/replay-not-allowed': ['live-disabled: create with saveReplay while replays are not allowed'],
  nothing: ['upload-resumable: delete by the wrong user'],
  processing: ['upload-resumable-extra: resume query after it'],
  unknown: [
    'upload-resumable-restart: resume query of an upload begun before the server restarted',
    'upload-resumable: PUT after cancel',
    'upload-resumable: resume query after cancel',
    'upload-resumable: last chunk again, after the end',
    'upload-resumable: resume query after the end',
    'upload-resumable: resume query after the refused junk',
    'upload-resumable: last chunk once more',
  ],
  'upload/invalid-file': ['upload-legacy: mp4 name and type, not a video', 'upload-resumable: last chunk of junk'],
  'upload/invalid-metadata': [
    'upload-legacy: upload with a single tags field',
    'upload-legacy: missing name',
    'upload-legacy: name of 2 characters',
    'upload-legacy: name of 121 characters',
    'upload-legacy: missing channelId',
    'upload-legacy: missing file',
    'upload-legacy: thumbnail of a bad type',
    'upload-legacy: JSON body',
    'upload-resumable: init: missing X-Upload-Content-Length',
    'upload-resumable: init: no X-Upload headers',
    'upload-resumable: init: non numeric length',
    'upload-resumable: init: missing filename',
    'upload-resumable: init: missing name',
    'upload-resumable: init: name too long',
    'upload-resumable: init: missing channelId',
  ],
  'upload/locked': [
    'upload-resumable: a second PUT while the first chunk is still being sent',
    'upload-resumable: resume query while a chunk is being sent',
    'upload-resumable: last chunk, copy B',
  ],
  'upload/not-allowed': [
    'upload-resumable: chunk from the wrong user',
    'upload-resumable: PUT with an unknown upload_id',
    'upload-resumable: PUT without upload_id',
  ],
  'upload/offset-lost': [
    'upload-resumable-extra: wrong Content-MD5 / Digest checksum',
    'upload-resumable: chunk beyond the total size',
    'upload-resumable: chunk with another total (larger)',
    'upload-resumable: malformed Content-Range',
  ],
  'upload/quota-exceeded': [
    'upload-legacy: quota exceeded',
    'upload-legacy: daily quota exceeded',
    'upload-legacy: quota of 0',
    'upload-resumable: init: quota exceeded',
  ],
  'upload/rejected': [
    'upload-legacy: password protected without passwords',
    'upload-resumable: chunk with content-type application/json',
  ],
  'upload/unsupported-type': ['upload-legacy: wrong type: text file', 'upload-resumable: init: wrong type'],
  'video/not-found': [
    'cors-embed-errors: oEmbed of an unknown video',
    'cors-embed-errors: error: 404',
    'videos: get unknown uuid',
    'videos: get unknown id',
    'videos: update unknown video',
    'videos: delete again',
    'videos: get after delete',
    'views: view: unknown video',
  ],
  'video/password-incorrect': [
    'videos: password protected, wrong password',
    'videos: password protected, owner with a wrong password',
  ],
  'video/password-required': [
    'videos: password protected, no password',
    'videos: password protected, another user without password',
    'videos: file token without the password',
  ],
  'video/private': [
    'cors-embed-errors: oEmbed of a private video',
    'live-extra: video of a private live, anonymous',
    'videos: unlisted by numeric id, anonymous',
    'videos: private video, anonymous',
    'videos: private video, another user',
    'videos: file token of a private video, anonymous',
    'videos: internal video, anonymous',
    'videos: captions of a private video, anonymous',
  ],
};

/** What 8.2.1 answers otherwise, by name of the exchange; `undefined` is no failure there, or was not asked. */
const IN_8: Readonly<Record<string, string | undefined>> = {
  'live: create a 4th live: per-user limit (maxUserLives=3)': undefined,
  'upload-resumable-extra: resume query after it': 'channel/not-found',
  'upload-resumable: last chunk again, after the end': 'upload/invalid-file',
  'videos: description': 'config/unsupported',
  'videos: private HLS playlist without anything': 'http/unauthorized',
  'videos: file token of a public video': 'video/private',
  'views: view: unknown viewEvent': 'http/bad-request',
};

const OUTCOME_OF = new Map(Object.entries(OUTCOMES).flatMap(([code, names]) => names.map((name) => [name, code])));
const EXPECTED = {
  '6.3.0': OUTCOME_OF,
  '8.2.1': new Map([...new Map([...OUTCOME_OF, ...Object.entries(IN_8)])].filter(([, code]) => code !== undefined)),
};

describe.each(RECORDED_VERSIONS)('failures recorded from a real PeerTube %s (promise 38)', (version) => {
  const expected = EXPECTED[version];
  const recorded = recordedFailures(version);

  it('are all in the table, and nothing else is', () => {
    expect(recorded.map(({ name }) => name).sort()).toEqual([...expected.keys()].sort());
  });

  it.each(recorded)('$name', async (exchange) => {
    const { outcome, message } = await outcomeOf(exchange);
    expect(outcome).toBe(expected.get(exchange.name));
    expect(outcome).not.toMatch(/unexpected/);
    // Ends with what to do next, and says nothing twice.
    if (message) expect(message).toMatch(/\. [A-Z][^.]+\.$/);
    expect(message).not.toMatch(/\b(\w+ \w+ \w+ \w+)\b.*\b\1\b/i);
  });
});
