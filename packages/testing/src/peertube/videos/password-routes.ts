import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { page, queryFields, sorted, sortRule } from '../http/lists.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { findVideo, mustManage } from './find-video.js';
import { mustBePasswords, setPasswords } from './video-fields.js';

/** The passwords of a protected video, in clear for its owner (docs/peertube §7). */
export function videoPasswordHandlers(fake: FakePeerTube): HttpHandler[] {
  const managed = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  return [
    route(fake, 'get /api/v1/videos/:id/passwords', { auth: 'required' }, (context) => {
      const video = managed(context);
      const sort = asText(queryFields(context.url).sort) ?? '-createdAt';
      // Those set together have one time.
      const ordered = sorted(video.passwords, sort, ({ id }) => id);
      return json(page(context.url, ordered, [sortRule('createdAt')], (one) => ({ ...one, videoId: video.id })));
    }),
    route(fake, 'put /api/v1/videos/:id/passwords', { auth: 'required' }, async (context) => {
      const video = managed(context);
      const { passwords } = await readFields(context);
      mustBePasswords(fake, passwords);
      setPasswords(fake, video, Array.isArray(passwords) ? passwords.map(String) : []);
      return empty(204);
    }),
    route(fake, 'delete /api/v1/videos/:id/passwords/:password', { auth: 'required' }, (context) => {
      const video = managed(context);
      video.passwords = video.passwords.filter((one) => String(one.id) !== context.params.password);
      return empty(204);
    }),
  ];
}
