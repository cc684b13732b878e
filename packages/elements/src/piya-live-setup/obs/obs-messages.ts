import type { Messages } from '../../i18n/i18n.js';

const en = {
  title: 'OBS Studio on this computer',
  intro: 'One click gives OBS the server and the key, and starts and stops the stream from here.',
  where:
    'In OBS: Tools → WebSocket Server Settings → Enable WebSocket server. “Show Connect Info” there has the password.',
  password: 'Password of the OBS WebSocket server',
  port: 'Port',
  setUp: 'Set up OBS',
  connecting: 'Connecting to OBS…',
  settingUp: 'Giving OBS the server and the key…',
  ready: 'OBS is set up.',
  occupied: 'OBS is streaming already, with other settings. Stop that stream first to stream here.',
  starting: 'OBS is starting the stream…',
  streaming: 'OBS is streaming.',
  reconnecting: 'OBS lost the connection to the server and reconnects.',
  stopping: 'OBS is stopping the stream…',
  start: 'Start streaming',
  stop: 'Stop streaming',
  disconnect: 'Disconnect from OBS',
  bitrate: '{rate} kbit/s',
  dropped: '{count} frames dropped ({percent} %)',
  reconnects: '{count} reconnects',
  onAir: 'on air for {time}',
  unreachable: 'OBS was not reached.',
  unreachableNext:
    'Start OBS 28 or later on this computer, and enable its WebSocket server. Allow the connection if the browser asks. Or copy the server and the key by hand, below.',
  'insecure-page': 'This page is not encrypted, so the browser does not let it talk to OBS.',
  'insecure-pageNext': 'Open the page with https, or copy the server and the key by hand, below.',
  'wrong-password': 'OBS refused the password.',
  'wrong-passwordNext': 'Copy it from “Show Connect Info” in the WebSocket server settings of OBS.',
  refused: 'OBS did not do what it was asked to.',
  refusedNext: 'Look at OBS: a message may be open there. Or copy the server and the key by hand, below.',
  lost: 'The connection to OBS ended.',
  lostNext: 'A stream that is on air continues in OBS. Connect again to see it.',
  'stream-failed': 'OBS could not start the stream.',
  'stream-failedNext': 'Look at the message in OBS. The server may be away, or the live may have ended.',
} as const;

/** Keys of the texts about OBS. */
export type ObsMessage = keyof typeof en;

const ko: Readonly<Record<ObsMessage, string>> = {
  title: '이 컴퓨터의 OBS Studio',
  intro: '한 번 누르면 서버와 키가 OBS에 들어가고, 방송도 여기서 시작하고 멈출 수 있습니다.',
  where: 'OBS에서: 도구 → WebSocket 서버 설정 → WebSocket 서버 사용. 비밀번호는 그곳의 “연결 정보 보기”에 있습니다.',
  password: 'OBS WebSocket 서버 비밀번호',
  port: '포트',
  setUp: 'OBS 설정하기',
  connecting: 'OBS에 연결하는 중…',
  settingUp: 'OBS에 서버와 키를 넣는 중…',
  ready: 'OBS가 설정되었습니다.',
  occupied: 'OBS가 이미 다른 설정으로 방송 중입니다. 여기서 방송하려면 먼저 멈추세요.',
  starting: 'OBS가 방송을 시작하는 중…',
  streaming: 'OBS가 방송 중입니다.',
  reconnecting: 'OBS와 서버의 연결이 끊겨 다시 연결하고 있습니다.',
  stopping: 'OBS가 방송을 멈추는 중…',
  start: '방송 시작',
  stop: '방송 멈추기',
  disconnect: 'OBS 연결 끊기',
  bitrate: '{rate}kbit/s',
  dropped: '프레임 {count}개 손실 ({percent}%)',
  reconnects: '다시 연결 {count}번',
  onAir: '{time}째 방송 중',
  unreachable: 'OBS에 연결하지 못했습니다.',
  unreachableNext:
    '이 컴퓨터에서 OBS 28 이상을 실행하고 WebSocket 서버를 켜세요. 브라우저가 물으면 연결을 허용하세요. 아래에서 서버와 키를 직접 복사해도 됩니다.',
  'insecure-page': '이 페이지는 암호화되지 않아 브라우저가 OBS 연결을 막습니다.',
  'insecure-pageNext': '페이지를 https로 열거나, 아래에서 서버와 키를 직접 복사하세요.',
  'wrong-password': 'OBS가 비밀번호를 거절했습니다.',
  'wrong-passwordNext': 'OBS의 WebSocket 서버 설정에 있는 “연결 정보 보기”에서 복사하세요.',
  refused: 'OBS가 요청을 처리하지 못했습니다.',
  refusedNext: 'OBS에 열린 메시지가 있는지 보세요. 아래에서 서버와 키를 직접 복사해도 됩니다.',
  lost: 'OBS와의 연결이 끝났습니다.',
  lostNext: '방송 중이었다면 OBS에서 계속됩니다. 다시 연결하면 볼 수 있습니다.',
  'stream-failed': 'OBS가 방송을 시작하지 못했습니다.',
  'stream-failedNext': 'OBS의 메시지를 확인하세요. 서버가 응답하지 않거나 라이브가 끝났을 수 있습니다.',
};

/** The texts about OBS. */
export const obsMessages: Messages<ObsMessage> = { en, ko };
