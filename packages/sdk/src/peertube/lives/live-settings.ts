import { latencyId } from '../../contract/latency.js';
import { type Privacy, privacyId } from '../../contract/privacy.js';
import { ConfigError } from '../../errors/config-error.js';

import { invalidOption } from '../../upload/upload-key.js';
import { supports } from '../instance/supports.js';
import type { PeerTube } from '../request/create-peertube.js';

import type { PeerTubeLiveSettings } from '../types/live.js';

/** A replay cannot be password-protected; private is the nearest that shows nothing to strangers. */
export function replaySettingsLike(privacy: Privacy | number | undefined): PeerTubeLiveSettings['replaySettings'] {
  if (privacy === undefined) return undefined;
  const id = privacyId(privacy);
  return { privacy: id === privacyId('password') ? 'private' : id };
}

const SETTINGS = ['permanentLive', 'saveReplay', 'replaySettings', 'latencyMode', 'schedules', 'dvrWindow'] as const;

/** Settings of a live as far as they are given. */
export type GivenSettings = { [Name in keyof PeerTubeLiveSettings]?: PeerTubeLiveSettings[Name] | undefined };

/** What is special about a live, and the fields that every video has; only what is given. */
export function splitSettings<Fields extends PeerTubeLiveSettings>(
  fields: Fields,
): [GivenSettings, Omit<Fields, keyof PeerTubeLiveSettings>] {
  const isSetting = ([name]: [string, unknown]): boolean => (SETTINGS as readonly string[]).includes(name);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const part = (wanted: boolean) => Object.fromEntries(given.filter((entry) => isSetting(entry) === wanted));
  return [part(true), part(false) as Omit<Fields, keyof PeerTubeLiveSettings>];
}

export function settingsToJson(settings: GivenSettings): Record<string, unknown> {
  const { replaySettings, latencyMode, ...json } = settings;
  return {
    ...json,
    latencyMode: latencyMode && latencyId(latencyMode),
    replaySettings: settings.saveReplay && replaySettings ? { privacy: privacyId(replaySettings.privacy) } : undefined,
  };
}

/** An explicit `saveReplay: false` makes the settings moot; without it the caller expects a replay. */
export function assertReplayIsSaved({ saveReplay, replaySettings }: GivenSettings, isOn: boolean): void {
  if (replaySettings && saveReplay === undefined && !isOn) {
    throw invalidOption('replaySettings', 'left out, or "saveReplay" must be true');
  }
}

/** PeerTube drops what it does not know without a word. */
export async function assertSettingsSupported(
  peertube: PeerTube,
  { schedules = [], dvrWindow = 0 }: GivenSettings,
  signal: AbortSignal | undefined,
): Promise<void> {
  const isLost =
    (schedules.length > 0 && !(await supports(peertube, 'live-schedules', { signal })) && 'schedules') ||
    (dvrWindow > 0 && !(await supports(peertube, 'live-dvr', { signal })) && 'dvrWindow');
  if (isLost) {
    throw new ConfigError(`The instance does not know or allow \`${isLost}\` of a live. Leave it out.`, {
      code: 'config/unsupported',
    });
  }
}
