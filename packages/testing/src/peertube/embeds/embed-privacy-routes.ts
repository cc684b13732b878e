import type { HttpHandler } from 'msw';
import { EMBED_POLICIES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asText } from '../http/fields.js';
import { queryFields } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { isOneOf, isText, type Rule, validate } from '../http/validation.js';
import { findVideo, isManager, mustManage, mustWatch } from '../videos/find-video.js';

const ALL_ALLOWED = 1;
const ALLOW_LIST = 2;

/** A host, with a port or without: no scheme, no path. */
const isHost = (value: unknown) => typeof value === 'string' && /^[a-z0-9.-]+(:\d{1,5})?$/i.test(value);

const RULES: readonly Rule[] = [
  { path: 'policy', check: isOneOf(ALL_ALLOWED, ALLOW_LIST) },
  {
    path: 'domains',
    msg: 'Domains should be a valid array of hosts',
    check: (value) => Array.isArray(value) && value.every(isHost),
  },
];

/** Which sites may embed a video (8.2 §11): asked by the script in the iframe, the page itself is always served. */
export function embedPrivacyHandlers(fake: FakePeerTube): HttpHandler[] {
  if (!fake.rules.videos.embedPrivacy) return [];
  const path = '/api/v1/videos/:id/embed-privacy';
  const managed = (context: RouteContext) => {
    const video = findVideo(fake, context.params.id ?? '');
    mustManage(fake, video, signedIn(context));
    return video;
  };
  return [
    route(fake, `get ${path}`, { auth: 'required' }, (context) => {
      const { policy = ALL_ALLOWED, domains = [] } = managed(context).embedPrivacy ?? {};
      return json({ policy: { id: policy, label: EMBED_POLICIES[policy] }, domains });
    }),
    route(fake, `put ${path}`, { auth: 'required' }, async (context) => {
      const fields = await readFields(context);
      validate(fields, RULES);
      const policy = asInteger(fields.policy) ?? ALL_ALLOWED;
      const domains = Array.isArray(fields.domains) ? fields.domains.map(String) : [];
      if (policy === ALL_ALLOWED && domains.length > 0) {
        throw problem(400, 'Domains should be empty when policy is in "all allowed" mode');
      }
      managed(context).embedPrivacy = { policy, domains };
      return empty(204);
    }),
    route(fake, `get ${path}/allowed`, { auth: 'optional' }, (context) => {
      const query = queryFields(context.url);
      validate(query, [{ path: 'domain', location: 'query', check: isText(1, 1000) }]);
      const id = context.params.id ?? '';
      const video = findVideo(fake, id);
      const password = context.request.headers.get('x-peertube-video-password');
      mustWatch(fake, video, { user: context.user, id, password });
      const domain = asText(query.domain) ?? '';
      const { policy = ALL_ALLOWED, domains = [] } = video.embedPrivacy ?? {};
      const domainAllowed = policy === ALL_ALLOWED || domain === fake.host || domains.includes(domain);
      return json({ domainAllowed, userBypassAllowed: domainAllowed ? null : isManager(fake, video, context.user) });
    }),
  ];
}
