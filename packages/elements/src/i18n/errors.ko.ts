import type { KnownErrorCode } from '@piyakast/sdk';
import type { ErrorText } from './errors.en.js';

const WAIT = '잃은 것은 없습니다. 잠시 뒤 다시 시도하세요.';
const SIGN_IN = '다시 로그인하세요.';
const ADMIN = '사이트 관리자에게 알려 주세요.';

/** Every known code in Korean. */
export const errorsKo: Readonly<Record<KnownErrorCode, ErrorText>> = {
  'auth/invalid-credentials': {
    what: '사용자 이름이나 비밀번호가 틀렸습니다.',
    next: '둘 다 확인하고 다시 시도하세요.',
  },
  'auth/two-factor-required': { what: '2단계 인증 코드가 필요합니다.', next: '인증 앱의 코드를 입력하세요.' },
  'auth/two-factor-invalid': { what: '2단계 인증 코드가 틀렸거나 지났습니다.', next: '새 코드를 입력하세요.' },
  'auth/account-blocked': { what: '차단된 계정입니다.', next: ADMIN },
  'auth/email-not-verified': {
    what: '이 계정의 이메일 주소가 아직 인증되지 않았습니다.',
    next: '사이트에서 보낸 이메일의 링크를 여세요.',
  },
  'auth/refresh-rejected': { what: '로그인이 만료되었습니다.', next: SIGN_IN },
  'auth/not-signed-in': { what: '로그인하지 않았습니다.', next: '먼저 로그인하세요.' },
  'auth/client-rejected': { what: 'PeerTube가 이 애플리케이션을 모릅니다.', next: ADMIN },
  'auth/forbidden': { what: '이 계정에는 권한이 없습니다.', next: '다른 계정을 쓰거나 관리자에게 문의하세요.' },
  'auth/password-incorrect': { what: '비밀번호가 틀렸습니다.', next: '다시 입력하세요.' },
  'config/invalid-option': { what: '이 페이지의 설정이 잘못되었습니다.', next: ADMIN },
  'config/unsupported': { what: '서버가 이 기능을 제공하지 않습니다.', next: ADMIN },
  'http/bad-request': {
    what: '서버가 보낸 내용을 받아들이지 않았습니다.',
    next: '입력한 내용을 확인하고 다시 시도하세요.',
  },
  'http/unauthorized': { what: '로그인이 만료되었습니다.', next: SIGN_IN },
  'http/forbidden': { what: '이 계정에는 권한이 없습니다.', next: '다른 계정을 쓰거나 관리자에게 문의하세요.' },
  'http/not-found': { what: '더 이상 존재하지 않습니다.', next: '페이지를 새로 고치세요.' },
  'http/conflict': { what: '같은 때에 다른 곳에서 바뀌었습니다.', next: '페이지를 새로 고치고 다시 시도하세요.' },
  'http/too-large': { what: '보낸 내용이 너무 큽니다.', next: '더 작은 파일을 고르세요.' },
  'http/unsupported-type': { what: '서버가 받지 않는 종류의 파일입니다.', next: '동영상 파일을 고르세요.' },
  'http/rate-limited': { what: '한꺼번에 너무 많이 요청했습니다.', next: '1분쯤 기다렸다가 다시 시도하세요.' },
  'http/server-error': { what: '서버에 문제가 있습니다.', next: WAIT },
  'http/unexpected-status': { what: '서버가 예상하지 못한 답을 했습니다.', next: WAIT },
  'http/unexpected-body': { what: '서버의 답을 읽을 수 없습니다.', next: ADMIN },
  'network/unreachable': { what: '서버에 연결할 수 없습니다.', next: '인터넷 연결을 확인하고 다시 시도하세요.' },
  'network/timeout': { what: '서버가 제때 답하지 않았습니다.', next: WAIT },
  'network/circuit-open': { what: '서버가 한동안 답하지 않고 있습니다.', next: WAIT },
  'upload/invalid-metadata': {
    what: '입력한 정보 중에 맞지 않는 것이 있습니다.',
    next: '정보를 고치고 다시 시도하세요.',
  },
  'upload/invalid-file': { what: '동영상이 아니거나 손상된 파일입니다.', next: '다른 파일을 고르세요.' },
  'upload/too-large': { what: '허용된 크기보다 큰 파일입니다.', next: '더 작은 파일을 고르세요.' },
  'upload/unsupported-type': { what: '받지 않는 종류의 파일입니다.', next: '동영상 파일을 고르세요.' },
  'upload/quota-exceeded': { what: '저장 공간이 가득 찼습니다.', next: '동영상을 지우거나 공간을 늘려 달라고 하세요.' },
  'upload/source-changed': {
    what: '업로드를 시작한 뒤 파일이 바뀌었습니다.',
    next: '목록에서 지우고 다시 추가하세요.',
  },
  'upload/source-unreadable': {
    what: '파일을 읽을 수 없습니다.',
    next: '파일이 그대로 있는지 확인하고 다시 시도하세요.',
  },
  'upload/offset-lost': { what: '서버가 이어받을 위치를 잃었습니다.', next: '다시 시도하면 저절로 이어집니다.' },
  'upload/expired': { what: '업로드가 너무 오래 멈춰 있었습니다.', next: '다시 시도하면 처음부터 보냅니다.' },
  'upload/locked': { what: '서버가 아직 이 업로드를 처리하고 있습니다.', next: WAIT },
  'upload/checksum-mismatch': { what: '보내는 도중에 내용이 달라졌습니다.', next: '다시 시도하세요.' },
  'upload/rejected': { what: '서버가 파일을 거절했습니다.', next: '다른 파일을 고르세요.' },
  'upload/not-allowed': { what: '이 계정은 업로드할 수 없습니다.', next: ADMIN },
  'upload/store-failed': { what: '서버가 파일을 저장하지 못했습니다.', next: WAIT },
  'upload/server-full': { what: '서버의 저장 공간이 가득 찼습니다.', next: WAIT },
  'upload/result-unknown': { what: '마지막 답을 받지 못했습니다.', next: '다시 시도하세요. 두 번 올라가지 않습니다.' },
  'video/not-found': { what: '없는 동영상입니다.', next: '주소를 확인하세요.' },
  'video/password-required': { what: '비밀번호가 필요한 동영상입니다.', next: '비밀번호를 입력하세요.' },
  'video/password-incorrect': { what: '비밀번호가 틀렸습니다.', next: '다시 입력하세요.' },
  'video/private': { what: '공개되지 않은 동영상입니다.', next: '볼 권한이 있는 계정으로 로그인하세요.' },
  'video/processing-failed': { what: 'PeerTube가 동영상을 처리하지 못했습니다.', next: '다른 형식으로 다시 올리세요.' },
  'channel/not-found': { what: '올릴 채널이 없습니다.', next: '먼저 PeerTube에서 채널을 만드세요.' },
  'channel/name-taken': { what: '같은 이름의 채널이 있습니다.', next: '다른 이름을 고르세요.' },
  'live/disabled': { what: '이 PeerTube는 라이브를 제공하지 않습니다.', next: ADMIN },
  'live/replay-not-allowed': {
    what: '이 PeerTube는 다시보기를 남기지 않습니다.',
    next: '다시보기를 끄고 다시 시도하세요.',
  },
  'live/latency-not-allowed': { what: '이 PeerTube는 지연 시간을 바꿀 수 없습니다.', next: '보통 지연을 고르세요.' },
  'live/limit-reached': { what: '라이브가 너무 많습니다.', next: '필요 없는 라이브를 지우세요.' },
  'live/not-found': { what: '없는 라이브입니다.', next: '새로 만드세요.' },
  'live/already-started': { what: '라이브가 이미 시작되었습니다.', next: '끝난 뒤에 바꾸세요.' },
  'live/interrupted': { what: 'PeerTube가 라이브를 끊었습니다.', next: '인코더를 확인한 뒤 다시 시작하세요.' },
  'live/no-instance': {
    what: '지금 라이브를 받을 수 있는 PeerTube가 없습니다.',
    next: '만들어진 것은 없습니다. 잠시 뒤 다시 시도하세요.',
  },
};
