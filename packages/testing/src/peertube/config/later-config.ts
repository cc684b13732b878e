import type { FakePeerTube } from '../fake-peertube.js';

const IMAGES = ['.svg', '.png', '.jpeg', '.jpg', '.gif', '.webp'];

/** What is in the configuration of 8.2 and not in that of 6.3 (8.2 §5), by the object that it belongs to. */
export const laterConfig = ({ rules, url }: FakePeerTube) => ({
  root: {
    logo: { file: { size: { max: rules.config.imageBytes }, extensions: IMAGES } },
    blocklist: { publicLog: { enabled: false } },
    federation: { enabled: true },
    webrtc: { stunServers: ['stun:stun.example'] },
    nsfwFlagsSettings: { enabled: true },
    fieldsConstraints: { users: { password: { minLength: 8, maxLength: 50 } } },
  },
  client: {
    newFeaturesInfo: true,
    header: { hideInstanceName: false },
    browseVideos: { defaultSort: '-publishedAt', defaultScope: 'federated' },
    openInApp: {
      android: {
        intent: {
          enabled: true,
          host: 'joinpeertube.org',
          scheme: 'peertube',
          fallbackUrl: 'https://apps.example/android',
        },
      },
      ios: { enabled: true, host: 'joinpeertube.org', scheme: 'peertube', fallbackUrl: 'https://apps.example/ios' },
    },
  },
  defaults: { live: { saveReplay: false }, player: { theme: 'lucide', autoPlay: true } },
  instance: {
    serverCountry: '',
    support: { text: '' },
    social: { blueskyLink: '', mastodonLink: '', xLink: '', externalLink: '' },
    defaultLanguage: 'en',
    logo: [
      {
        fileUrl: `${url}/client/assets/images/logo.svg`,
        width: 34,
        height: 34,
        type: 'header-square',
        isFallback: true,
      },
    ],
  },
  transcoding: { alwaysTranscodeOriginalResolution: true, alwaysTranscodePodcastOptimizedAudio: true },
  storyboards: { remoteRunners: { enabled: false } },
  views: { remote: { maxAge: 2_592_000_000 }, local: { maxAge: -1 } },
});

/** What 6.3 has and 8.2 lacks, in the same way. */
export const earlierConfig = {
  miniature: { displayAuthorAvatar: false },
  publish: { commentsEnabled: true },
};
