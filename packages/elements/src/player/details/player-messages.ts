import { isPiyaError } from '@piyakast/sdk/errors';
import type { Language, Messages } from '../../i18n/i18n.js';

export type PlayerMessage =
  | 'replay'
  | 'retry'
  | 'retryNow'
  | 'password'
  | 'open'
  | 'switching'
  | 'retrying'
  | 'liveWaiting'
  | 'liveWaitingHint'
  | 'liveEnded'
  | 'liveEndedHint'
  | 'live'
  | 'failed'
  | 'player/unsupported'
  | 'player/network'
  | 'player/decode'
  | 'player/stalled'
  | 'player/embed-timeout'
  | 'player/no-source'
  | 'player/not-ready';

export const PLAYER_MESSAGES: Messages<PlayerMessage> = {
  en: {
    replay: 'Play again',
    retry: 'Try again',
    retryNow: 'Try now',
    password: 'Password',
    open: 'Open',
    switching: 'The connection broke. Playing from another place in a moment.',
    retrying: 'The video cannot be reached right now. Playback resumes as soon as it can be reached.',
    liveWaiting: 'The live has not started yet',
    liveWaitingHint: 'It starts here automatically.',
    liveEnded: 'The live has ended',
    liveEndedHint: 'If there is a replay, it appears here.',
    live: 'Live',
    failed: 'The video cannot be played.',
    'player/unsupported': 'This browser cannot play this video. Another browser may.',
    'player/network': 'The video cannot be reached. Check your connection and try again.',
    'player/decode': 'The video is damaged and cannot be played.',
    'player/stalled': 'The video stopped arriving. Check your connection and try again.',
    'player/embed-timeout': "PeerTube's player did not answer. Try again in a moment.",
    'player/no-source': 'There is no video at this address.',
    'player/not-ready': 'The video is still being prepared. It appears here when it is ready.',
  },
  ko: {
    replay: '다시 보기',
    retry: '다시 시도',
    retryNow: '지금 시도',
    password: '비밀번호',
    open: '열기',
    switching: '연결이 끊겼습니다. 곧 다른 곳에서 이어서 재생합니다.',
    retrying: '지금은 동영상에 연결할 수 없습니다. 연결되면 자동으로 이어집니다.',
    liveWaiting: '라이브가 아직 시작되지 않았습니다',
    liveWaitingHint: '시작되면 여기에서 자동으로 재생됩니다.',
    liveEnded: '라이브가 종료되었습니다',
    liveEndedHint: '다시 보기가 준비되면 여기에 나타납니다.',
    live: '라이브',
    failed: '동영상을 재생할 수 없습니다.',
    'player/unsupported': '이 브라우저에서는 재생할 수 없는 동영상입니다. 다른 브라우저를 사용해 보세요.',
    'player/network': '동영상에 연결할 수 없습니다. 인터넷 연결을 확인하고 다시 시도하세요.',
    'player/decode': '동영상이 손상되어 재생할 수 없습니다.',
    'player/stalled': '동영상 수신이 멈췄습니다. 인터넷 연결을 확인하고 다시 시도하세요.',
    'player/embed-timeout': 'PeerTube 플레이어가 응답하지 않습니다. 잠시 후 다시 시도하세요.',
    'player/no-source': '이 주소에는 동영상이 없습니다.',
    'player/not-ready': '동영상을 준비하고 있습니다. 준비되면 여기에 나타납니다.',
  },
};

type ErrorTexts = typeof import('../../i18n/error-text.js');
let errorTexts: ErrorTexts | undefined;

/** Loads the texts of the errors that are not the player's own. Most viewers never need them. */
export async function loadErrorTexts(): Promise<void> {
  errorTexts ??= await import('../../i18n/error-text.js');
}

/** What a viewer reads about an error: the player's own text, or the kit's for that code once it is loaded. */
export function playerErrorText(error: unknown, language: Language): string {
  const code = isPiyaError(error) ? error.code : '';
  if (isPlayerMessage(code)) return PLAYER_MESSAGES[language][code];
  if (errorTexts === undefined) return PLAYER_MESSAGES[language].failed;
  const { what, next } = errorTexts.errorText(code, language);
  return `${what} ${next}`;
}

function isPlayerMessage(code: string): code is PlayerMessage {
  return code.startsWith('player/') && code in PLAYER_MESSAGES.en;
}
