import { Type } from 'typebox';
import { address, nullable, text, whole } from './fields.js';

export const PiyakastChannel = Type.Object(
  {
    id: Type.Integer({ minimum: 1, description: 'What `channelId` of an upload or a live takes.' }),
    name: text('Without the host.'),
    displayName: text('For people.'),
    url: address('Its page at PeerTube.'),
    avatarUrl: nullable(address(), '`null` when it has no picture.'),
    instanceUrl: address('Origin of the PeerTube that it is on.'),
  },
  { description: 'A channel of the account that this server publishes with.' },
);

export const UploadLimits = Type.Object(
  {
    maxUploadBytes: whole('Of one file, on this server.'),
    extensions: Type.Array(text(), { description: 'What may be uploaded; with their dot.' }),
    quotaBytesLeft: nullable(whole(), 'What the PeerTube account has left; `null` without a limit, or while unknown.'),
    dailyBytesLeft: nullable(whole(), 'What it has left in these 24 hours; `null` without a limit, or while unknown.'),
  },
  { description: 'What an upload may be now. A larger one is refused before its first byte.' },
);
