import type { KnownErrorCode } from '@piyakast/sdk';

/** What a person reads about an error. */
export interface ErrorText {
  /** What happened. */
  what: string;
  /** What to do now. */
  next: string;
}

const WAIT = 'Nothing is lost. Try again in a moment.';
const SIGN_IN = 'Sign in again.';
const ADMIN = 'Tell the site’s administrator.';

/** Every known code in English. */
export const errorsEn: Readonly<Record<KnownErrorCode, ErrorText>> = {
  'auth/invalid-credentials': { what: 'The user name or the password is wrong.', next: 'Check both and try again.' },
  'auth/two-factor-required': { what: 'A second code is needed.', next: 'Enter the code of your authenticator app.' },
  'auth/two-factor-invalid': { what: 'The second code is wrong or too old.', next: 'Enter the newest code.' },
  'auth/account-blocked': { what: 'This account is blocked.', next: ADMIN },
  'auth/email-not-verified': {
    what: 'The e-mail address of this account is not verified yet.',
    next: 'Open the link in the e-mail that the site sent you.',
  },
  'auth/refresh-rejected': { what: 'Your session has ended.', next: SIGN_IN },
  'auth/not-signed-in': { what: 'You are not signed in.', next: 'Sign in first.' },
  'auth/client-rejected': { what: 'PeerTube does not know this application.', next: ADMIN },
  'auth/forbidden': { what: 'Your account may not do this.', next: 'Use another account or ask the administrator.' },
  'auth/password-incorrect': { what: 'The password is wrong.', next: 'Enter it again.' },
  'config/invalid-option': { what: 'A setting of this page is wrong.', next: ADMIN },
  'config/unsupported': { what: 'The server does not offer this.', next: ADMIN },
  'http/bad-request': { what: 'The server did not accept what was sent.', next: 'Check your entries and try again.' },
  'http/unauthorized': { what: 'Your session has ended.', next: SIGN_IN },
  'http/forbidden': { what: 'Your account may not do this.', next: 'Use another account or ask the administrator.' },
  'http/not-found': { what: 'It is not there any more.', next: 'Reload the page.' },
  'http/conflict': { what: 'Something else changed it at the same time.', next: 'Reload the page and try again.' },
  'http/too-large': { what: 'What was sent is too large.', next: 'Choose a smaller file.' },
  'http/unsupported-type': { what: 'The server does not take this kind of file.', next: 'Choose a video file.' },
  'http/rate-limited': { what: 'Too many requests at once.', next: 'Wait a minute and try again.' },
  'http/server-error': { what: 'The server has a problem.', next: WAIT },
  'http/unexpected-status': { what: 'The server gave an unexpected answer.', next: WAIT },
  'http/unexpected-body': { what: 'The server gave an answer that cannot be read.', next: ADMIN },
  'network/unreachable': { what: 'The server cannot be reached.', next: 'Check your connection and try again.' },
  'network/timeout': { what: 'The server did not answer in time.', next: WAIT },
  'network/circuit-open': { what: 'The server has not answered for a while.', next: WAIT },
  'upload/invalid-metadata': { what: 'One of the details is not valid.', next: 'Correct the details and try again.' },
  'upload/invalid-file': { what: 'This is not a video, or the file is damaged.', next: 'Choose another file.' },
  'upload/too-large': { what: 'The file is larger than allowed.', next: 'Choose a smaller file.' },
  'upload/unsupported-type': { what: 'This kind of file is not accepted.', next: 'Choose a video file.' },
  'upload/quota-exceeded': { what: 'Your storage is full.', next: 'Delete a video or ask for more space.' },
  'upload/source-changed': {
    what: 'The file changed since the upload began.',
    next: 'Remove it here and add it again.',
  },
  'upload/source-unreadable': { what: 'The file cannot be read.', next: 'Check that it is still there and try again.' },
  'upload/offset-lost': { what: 'The server lost its place in the file.', next: 'Try again; it goes on by itself.' },
  'upload/expired': { what: 'The upload waited too long.', next: 'Try again; it starts anew.' },
  'upload/locked': { what: 'The server is still busy with this upload.', next: WAIT },
  'upload/checksum-mismatch': { what: 'The bytes changed on the way.', next: 'Try again.' },
  'upload/rejected': { what: 'The server refused the file.', next: 'Choose another file.' },
  'upload/not-allowed': { what: 'Your account may not upload.', next: ADMIN },
  'upload/store-failed': { what: 'The server could not store the file.', next: WAIT },
  'upload/server-full': { what: 'The disk of the server is full.', next: WAIT },
  'upload/result-unknown': { what: 'The last answer was lost.', next: 'Try again; nothing is sent twice.' },
  'video/not-found': { what: 'This video does not exist.', next: 'Check the address.' },
  'video/password-required': { what: 'This video needs a password.', next: 'Enter the password.' },
  'video/password-incorrect': { what: 'The password is wrong.', next: 'Enter it again.' },
  'video/private': { what: 'This video is not public.', next: 'Sign in with an account that may watch it.' },
  'video/processing-failed': {
    what: 'PeerTube could not process the video.',
    next: 'Upload it again in another format.',
  },
  'channel/not-found': { what: 'There is no channel to publish on.', next: 'Make a channel in PeerTube first.' },
  'channel/name-taken': { what: 'A channel of this name exists.', next: 'Choose another name.' },
  'live/disabled': { what: 'This PeerTube does not offer lives.', next: ADMIN },
  'live/replay-not-allowed': { what: 'This PeerTube keeps no replays.', next: 'Switch the replay off and try again.' },
  'live/latency-not-allowed': { what: 'This PeerTube has one latency only.', next: 'Choose the normal latency.' },
  'live/limit-reached': { what: 'There are too many lives.', next: 'Delete one that you no longer need.' },
  'live/not-found': { what: 'This live does not exist.', next: 'Create a new one.' },
  'live/already-started': { what: 'The live has already begun.', next: 'Change it after it has ended.' },
  'live/interrupted': { what: 'PeerTube broke the live off.', next: 'Check the encoder, then start it again.' },
  'live/no-instance': { what: 'No PeerTube can take a live now.', next: 'Nothing was made. Try again in a moment.' },
};
