import type { HttpHandler } from 'msw';
import { bodyOf } from '../../runtime/bodies.js';
import { toShortUuid } from '../../runtime/ids.js';
import { STATES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { type FaultSwitches, NO_FAULTS } from '../faults/faults.js';
import { asRecord } from '../http/fields.js';
import { json, type RouteContext, route } from '../http/route.js';
import { preflight } from '../pages/fallback-routes.js';

/** The control path of the sandbox, open to pages of any origin. Never behind a fault. */
export function controlHandlers(fake: FakePeerTube): HttpHandler[] {
  const control = { control: true } as const;
  return [
    route(fake, 'get /_sandbox', control, () => json(describe(fake))),
    // A page asks before it sends a switch, also while everything else is down.
    route(fake, 'options /_sandbox/*', control, preflight),
    route(fake, 'put /_sandbox/faults', control, async (context) => {
      const patch = await jsonOf(context);
      const unknown = Object.keys(patch).find((name) => !(name in NO_FAULTS));
      if (unknown !== undefined) return json({ error: `"${unknown}" is not a fault switch` }, { status: 400 });
      fake.faults.set(patch as Partial<FaultSwitches>);
      return json(fake.faults.current);
    }),
    route(fake, 'delete /_sandbox/faults', control, () => {
      fake.faults.clear();
      return json(fake.faults.current);
    }),
    route(fake, 'post /_sandbox/restart', control, async () => {
      await fake.restart();
      return json({ restarted: true });
    }),
    route(fake, 'post /_sandbox/revoke', control, async (context) => {
      const { refresh } = await jsonOf(context);
      fake.revokeTokens({ refresh: refresh === true });
      return json({ revoked: true });
    }),
    route(fake, 'post /_sandbox/lives/:id', control, changeLive),
    route(fake, 'get /_sandbox/requests', control, ({ url }) =>
      json(fake.log.since(Number(url.searchParams.get('since') ?? 0))),
    ),
    route(fake, 'get /_sandbox/videos', control, async () => json(await Promise.all(fake.videos().map(proofOf)))),
  ];

  async function proofOf(video: ReturnType<FakePeerTube['videos']>[number]) {
    return {
      uuid: video.uuid,
      name: video.name,
      sizeBytes: video.source?.sizeBytes ?? 0,
      sha256: (await fake.sha256Of(video.uuid)) ?? null,
      state: video.state,
      stateLabel: STATES[video.state] ?? 'Unknown',
      inputFilename: video.source?.inputFilename ?? null,
    };
  }
}

/** No account: any page may ask this, and the process that made the sandbox has printed it. */
const describe = ({ url, version, faults }: FakePeerTube) => ({ sandbox: true, url, version, faults: faults.current });

/** `{"state": "live" | "ended", "instant"?: true, "viewers"?: number}` */
async function changeLive(context: RouteContext): Promise<Response> {
  const { fake, params } = context;
  const { id = '' } = params;
  const { state, instant, viewers } = await jsonOf(context);
  const video = fake.videos().find((one) => one.uuid === id || String(one.id) === id || toShortUuid(one.uuid) === id);
  if (!video?.live) return json({ error: 'there is no such live' }, { status: 404 });
  const options = { instant: instant === true };
  if (typeof viewers === 'number') fake.setViewers(video.uuid, viewers);
  if (state === 'live') {
    if (!fake.goLive(video.uuid, options)) return json({ error: 'this live cannot begin now' }, { status: 409 });
    await fake.liveMedia.startTestPicture?.(video);
  } else if (state === 'ended') {
    await fake.liveMedia.stop?.(video);
    fake.endLive(video.uuid, options);
  }
  return json({ uuid: video.uuid, state: video.state, phase: video.live.phase });
}

async function jsonOf({ request }: RouteContext): Promise<Record<string, unknown>> {
  const text = await new Response(bodyOf(request)).text();
  return text === '' ? {} : asRecord(JSON.parse(text));
}
