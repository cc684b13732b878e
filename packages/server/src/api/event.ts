import { Type } from 'typebox';
import { id, ref } from './fields.js';

export const PiyakastEvent = Type.Union(
  [
    Type.Object({ type: Type.Literal('video'), video: ref('PiyakastVideo') }),
    Type.Object({ type: Type.Literal('video-deleted'), id: id() }),
    Type.Object({ type: Type.Literal('stream'), stream: ref('PiyakastStream') }),
    Type.Object({ type: Type.Literal('stream-deleted'), id: id() }),
    Type.Object({ type: Type.Literal('status'), status: ref('ServiceStatus') }),
  ],
  { description: 'What `/api/v1/events` sends: the whole object after each change.' },
);
