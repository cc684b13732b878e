import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { isText, type Rule, validate } from '../http/validation.js';
import { mustFitQuota } from '../users/quota.js';
import { createRules, mustBeNsfwForFlags, mustHavePasswords, mustOwnChannel } from '../videos/video-fields.js';
import { createdJson } from '../videos/video-json.js';
import { mustBeVideoType } from './finish-upload.js';
import { type BegunUpload, beginUpload, findUpload, finish, forgetUpload, receiveChunk } from './resumable-upload.js';

const PATH = '/api/v1/videos/upload-resumable';

const HEADER_RULES: readonly Rule[] = [
  {
    path: 'x-upload-content-length',
    location: 'headers',
    check: (value) => typeof value === 'string' && /^\d+$/.test(value),
  },
  { path: 'x-upload-content-type', location: 'headers', check: isText(1, 200) },
];
const FILENAME_RULE: Rule = { path: 'filename', check: isText(1, 1000) };

/** The resumable upload (docs/peertube §8). */
export function resumableHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, `post ${PATH}`, { auth: 'required', docsAfterAuth: 'uploadResumableInit' }, init),
    route(fake, `put ${PATH}`, { auth: 'required', docsAfterAuth: 'uploadResumable' }, chunk),
    route(fake, `delete ${PATH}`, { auth: 'required', docsAfterAuth: 'uploadResumableCancel' }, async (context) => {
      const upload = findUpload(fake, signedIn(context), context.url.searchParams.get('upload_id'));
      if (upload) await forgetUpload(fake, upload);
      return empty(204, { 'cache-control': 'no-store' });
    }),
  ];
}

async function init(context: RouteContext): Promise<Response> {
  const { fake, request } = context;
  const user = signedIn(context);
  const fields = await readFields(context);
  const length = request.headers.get('x-upload-content-length') ?? undefined;
  const type = request.headers.get('x-upload-content-type') ?? undefined;
  validate({ 'x-upload-content-length': length, 'x-upload-content-type': type }, HEADER_RULES);
  validate(fields, [FILENAME_RULE, ...createRules(fake)]);
  mustHavePasswords(fields, undefined);
  mustBeNsfwForFlags(fake, fields, undefined);
  mustOwnChannel(fake, user, fields);
  mustBeVideoType(fake, asText(fields.filename) ?? '', type ?? '');
  const sizeBytes = Number(length);
  mustFitQuota(fake, user, sizeBytes);
  return initAnswer(fake, await beginUpload(fake, { user, fields, sizeBytes, contentType: type ?? '' }));
}

function initAnswer(fake: FakePeerTube, { upload, existing, receivedBytes }: BegunUpload): Response {
  const headers = {
    location: `//${fake.host}${PATH}?upload_id=${upload.id}`,
    'cache-control': 'no-store',
    ...(existing ? { range: rangeOf(receivedBytes) } : {}),
  };
  if (upload.sizeBytes > 0) return empty(existing ? 200 : 201, headers);
  // An empty file completes at once, and shows what the protocol library keeps about it: no video comes of it.
  const { name, channelId, filename, privacy } = upload.fields;
  const body = {
    bytesWritten: 0,
    name: `${upload.userId}-${upload.id}.mp4`,
    metadata: { channelId, name, filename, privacy },
    originalName: name,
    contentType: upload.contentType,
    size: 0,
    userId: String(upload.userId),
    id: upload.id,
    status: 'completed',
    createdAt: fake.isoNow(),
  };
  return new Response(JSON.stringify(body), { headers: { ...headers, 'content-type': 'application/json' } });
}

async function chunk(context: RouteContext): Promise<Response> {
  const { fake, request, url } = context;
  const user = signedIn(context);
  const received = await receiveChunk(fake, {
    user,
    uploadId: url.searchParams.get('upload_id'),
    contentRange: request.headers.get('content-range'),
    contentLength: request.headers.get('content-length'),
    digest: request.headers.get('digest'),
    body: context.body,
  });
  if (!received.complete) {
    return empty(308, { range: rangeOf(received.endBytes), 'cache-control': 'no-store' });
  }
  const video = await finish(fake, user, received.upload);
  if (fake.faults.takeDroppedAnswer()) {
    await fake.changed();
    return Response.error();
  }
  return json(createdJson(video));
}

/** Before any byte this is `bytes=0--1`, as it is there. */
const rangeOf = (endBytes: number) => `bytes=0-${endBytes - 1}`;
