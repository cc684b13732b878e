import type { ErrorMapping, ErrorMappings, Problem } from '../../http/types.js';

/** The server works on the file that it has whole. */
export const PROCESSING = 'upload/result-unknown';

const NO_CHANNEL: ErrorMapping = ['channel/not-found', 'Choose a channel of the account.'];
/** Errors inside PeerTube that another moment may not bring again: its database was away or busy. */
const PASSING_ERROR = /connection|timeout|database|deadlock/i;

/**
 * What failures of an upload mean (docs/peertube, "Uploads"). Statuses and codes decide; words only where 6.3 has nothing
 * else, and 6.3 answers in English whatever it is asked for.
 *
 * @param refusalOf - What a 403 or 404 of PeerTube's own means for this target.
 */
export function uploadErrorMappings(refusalOf: (problem: Problem) => ErrorMapping): ErrorMappings {
  return {
    quota_reached: ['upload/quota-exceeded', 'Delete videos.'],
    max_file_size_reached: ['upload/too-large', 'Choose another file.'],
    400: ({ detail = '', invalidParams }) => {
      // 6.3 alone: since 7 it is 404 or 403.
      if (/video channel/i.test(detail)) return NO_CHANNEL;
      return invalidParams
        ? ['upload/invalid-metadata', 'Correct the request.']
        : ['upload/rejected', 'Start again with a new key.'];
    },
    403: (problem) => {
      if (problem.isDocument) return refusalOf(problem);
      // Without a code it is a firewall's, and no word about the account.
      return problem.serverCode === undefined ? undefined : ['upload/not-allowed', 'Use the account that began it.'];
    },
    // Without a document the protocol answers: it does not know the upload.
    404: (problem) => (problem.isDocument ? refusalOf(problem) : undefined),
    415: ['upload/unsupported-type', 'Choose another file.'],
    422: ['upload/invalid-file', 'Choose another file.'],
    423: ['upload/locked', 'Try again later.'],
    // A defect that this file or its details provoke: the same request provokes it again.
    500: ({ isDocument, serverCode = '' }) =>
      isDocument && serverCode.endsWith('Error') && !PASSING_ERROR.test(serverCode)
        ? ['upload/rejected', 'Choose another file, or ask the administrator of the instance.']
        : undefined,
    // Two servers say 503: PeerTube while it works on the file, and a proxy whose PeerTube is away.
    503: ({ isDocument }) => (isDocument ? [PROCESSING, 'Try again later.'] : undefined),
  };
}

/**
 * What a refusal of PeerTube's own means for a new video.
 *
 * @param isOwnChannel - Whether the channel that was asked for is known to be one of the account's.
 */
export const newVideoRefusal =
  (isOwnChannel: () => boolean) =>
  ({ status }: Problem): ErrorMapping =>
    // The channel is the only thing that an upload names; it may be gone, or another account's.
    status === 404 || !isOwnChannel() ? NO_CHANNEL : ['upload/not-allowed', 'Ask the administrator of the instance.'];
