import { embedUrl, LiveError } from '@piyakast/sdk';
import type { Account } from './account.js';
import type { PeerTubeGateway, RemoteLiveSettings } from './gateway.js';
import { ignoreMissing, present } from './remote-values.js';

type LiveCalls = Pick<
  PeerTubeGateway,
  'createLive' | 'live' | 'rotateLiveKey' | 'updateLive' | 'sessions' | 'recentLives'
>;

/** Lives of the account. */
export function liveCalls({ client, signedIn }: Account): LiveCalls {
  return {
    async createLive({ permanentLive, saveReplay, replayPrivacy, latencyMode, scheduledAt, dvrWindow, ...fields }) {
      const { live } = await signedIn();
      const { name = '', channelId = 0, ...rest } = present(fields);
      const settings = { permanentLive, saveReplay, latencyMode, replayPrivacy, scheduledAt, dvrWindow };
      return live.create({ ...rest, name, channelId, ...liveSettings(settings) });
    },
    async live(id) {
      const { rtmpUrl, rtmpsUrl = null, streamKey } = await (await signedIn()).live.get(id);
      if (rtmpUrl !== undefined && streamKey !== undefined) return { rtmpUrl, rtmpsUrl, streamKey };
      const message = 'PeerTube does not show the key of the live to this account.';
      throw new LiveError(message, { code: 'live/not-found' });
    },
    async rotateLiveKey({ uuid, retiring }, save) {
      const record = { uuid, earlier: [], ...(retiring === null ? {} : { retiring }) };
      const live = await (await signedIn()).live.open(record, {
        save: (next) => save({ uuid: next.uuid, retiring: next.retiring ?? null }),
      });
      await live.rotateKey();
    },
    async updateLive(id, settings) {
      await (await signedIn()).live.update(id, liveSettings(settings));
    },
    async sessions(id) {
      const sessions = await (await signedIn()).live.sessions(id).catch(ignoreMissing);
      return (sessions ?? []).map(({ startDate, endDate, error, replayVideo }) => ({
        startedAt: startDate,
        endedAt: endDate,
        error,
        replay:
          replayVideo === null ? null : { uuid: replayVideo.uuid, embedUrl: embedUrl(client.url, replayVideo.uuid) },
      }));
    },
    async recentLives() {
      const { data } = await (await signedIn()).account.videos({ isLive: true, count: 20, sort: '-createdAt' });
      return data.map(({ uuid, name, createdAt }) => ({ uuid, name, createdAtMs: Date.parse(createdAt) }));
    },
  };
}

/** What was not chosen is not sent: the SDK refuses what the instance would lose. */
function liveSettings({ replayPrivacy, scheduledAt, dvrWindow, ...settings }: RemoteLiveSettings) {
  const replaySettings =
    settings.saveReplay && replayPrivacy !== undefined ? { replaySettings: { privacy: replayPrivacy } } : {};
  const schedules = scheduledAt === null ? {} : { schedules: [{ startAt: scheduledAt.toISOString() }] };
  return { ...settings, ...replaySettings, ...schedules, ...(dvrWindow === null ? {} : { dvrWindow }) };
}
