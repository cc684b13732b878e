import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { problem, protocolError } from '../http/problem.js';
import { json, readFields, route, signedIn } from '../http/route.js';
import { type Rule, validate } from '../http/validation.js';
import { mustFitQuota } from '../users/quota.js';
import { createRules, mustBeNsfwForFlags, mustHavePasswords, mustOwnChannel } from '../videos/video-fields.js';
import { createdJson } from '../videos/video-json.js';
import { finishUpload, mustBeVideoType } from './finish-upload.js';

const FILE_RULE: Rule = { path: 'videofile', msg: 'Should have a file', check: (value) => value instanceof File };

/** The upload in one POST (docs/peertube §8). Everything is checked only after the whole body arrived. */
export function legacyUploadHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'post /api/v1/videos/upload', { auth: 'required', docs: 'uploadLegacy' }, async (context) => {
      const user = signedIn(context);
      const fields = await readFields(context);
      const file = fields.videofile;
      if (file instanceof File) mustBeVideoType(fake, file.name, file.type);
      const rules = createRules(fake);
      validate(fields, fake.rules.uploads.checksFileFirst ? [FILE_RULE, ...rules] : [...rules, FILE_RULE]);
      if (!(file instanceof File)) throw problem(400, 'Should have a file');
      mustHavePasswords(fields, undefined);
      mustBeNsfwForFlags(fake, fields, undefined);
      mustOwnChannel(fake, user, fields);
      mustFitQuota(fake, user, file.size);
      if (fake.faults.current.diskFull) throw protocolError(500, 'FileError', 'No space left on device');
      const key = `legacy-${fake.nextId('upload')}`;
      await fake.storage.write(key, 0, file.stream());
      const video = await finishUpload(fake, user, fields, { key, filename: file.name, sizeBytes: file.size });
      if (fake.faults.takeDroppedAnswer()) return Response.error();
      return json(createdJson(video));
    }),
  ];
}
