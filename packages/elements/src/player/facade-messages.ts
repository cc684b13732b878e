import type { Messages } from '../i18n/i18n.js';

/** What a player says before it is played. */
export const FACADE_MESSAGES: Messages<'player' | 'play' | 'playTitle'> = {
  en: { player: 'Video player', play: 'Play', playTitle: 'Play: {title}' },
  ko: { player: '동영상 플레이어', play: '재생', playTitle: '재생: {title}' },
};
