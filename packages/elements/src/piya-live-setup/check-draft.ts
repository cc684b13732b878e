import type { StreamRequest } from '@piyakast/sdk';
import { canBeVideoPassword, isWithin, VIDEO_LIMITS } from '@piyakast/sdk/contract';
import type { LiveMessage } from './messages.js';

/** What is wrong with the fields of the form, as keys of the element's messages. */
export type DraftProblems = Partial<Record<'name' | 'password' | 'schedule', LiveMessage>>;

/** Checks what a person entered, before anything is sent. */
export function checkDraft(draft: StreamRequest, nowMs: number): DraftProblems {
  const problems: DraftProblems = {};
  const { name, privacy, videoPasswords = [], scheduledAt } = draft;
  if (!isWithin(name.trim(), VIDEO_LIMITS.name)) problems.name = 'nameProblem';
  if (privacy === 'password') {
    const isLong = videoPasswords.length > 0 && videoPasswords.every((word) => isWithin(word, VIDEO_LIMITS.password));
    if (!isLong) problems.password = 'passwordProblem';
    else if (!videoPasswords.every(canBeVideoPassword)) problems.password = 'passwordLettersProblem';
  }
  if (scheduledAt && !(Date.parse(scheduledAt) > nowMs)) problems.schedule = 'scheduleProblem';
  return problems;
}

/** The limits as the element's messages name them. */
export const LIVE_LIMIT_VALUES = {
  min: VIDEO_LIMITS.name.min,
  max: VIDEO_LIMITS.name.max,
  passwordMin: VIDEO_LIMITS.password.min,
  passwordMax: VIDEO_LIMITS.password.max,
};

/** The request as it is sent: trimmed, and without what was left empty or is switched off. */
export function requestOf(draft: StreamRequest): StreamRequest {
  const { category, replayPrivacy, videoPasswords, scheduledAt, ...rest } = draft;
  return {
    ...rest,
    name: draft.name.trim(),
    saveReplay: draft.saveReplay ?? true,
    permanentLive: draft.permanentLive ?? false,
    ...(category ? { category } : {}),
    ...(replayPrivacy && draft.saveReplay !== false ? { replayPrivacy } : {}),
    ...(draft.privacy === 'password' && videoPasswords ? { videoPasswords } : {}),
    ...(scheduledAt ? { scheduledAt } : {}),
  };
}
