import { expect } from '@esm-bundle/chai';
import { createFakeClock } from '@piyakast/testing/kit';
import { createMediaAccess, type MediaGrant } from './media-access.js';

const SEGMENT = 'https://tube.example/static/hls/private/u/1.mp4?videoFileToken=old';

describe('createMediaAccess()', () => {
  const setUp = (lifetimeMs: number, renewal?: (options: { fresh: boolean }) => Promise<MediaGrant>) => {
    const clock = createFakeClock();
    let count = 0;
    const grant = (): MediaGrant => ({ fileToken: `t${++count}`, expiresAtMs: clock.now() + lifetimeMs });
    const access = createMediaAccess({ grant: grant(), renew: renewal ?? (async () => grant()), clock });
    const token = async () => new URL(await access.authorize(SEGMENT)).searchParams.get('videoFileToken');
    return { access, clock, token };
  };

  it('puts the token into every address, and asks PeerTube to write it into playlists', async () => {
    const { access } = setUp(3_600_000);
    expect(await access.authorize(SEGMENT)).to.equal(
      'https://tube.example/static/hls/private/u/1.mp4?videoFileToken=t1',
    );
    expect(await access.authorize('https://tube.example/m.m3u8')).to.equal(
      'https://tube.example/m.m3u8?videoFileToken=t1&reinjectVideoFileToken=true',
    );
  });

  it('renews it before it expires, once for all who ask', async () => {
    const { clock, token } = setUp(3_600_000);
    await clock.advance(3_539_000);
    expect(await token()).to.equal('t1');
    await clock.advance(1000);
    expect(await Promise.all([token(), token(), token()])).to.deep.equal(['t2', 't2', 't2']);
  });

  it('renews a short one in its last fifth', async () => {
    const { clock, token } = setUp(10_000);
    await clock.advance(7999);
    expect(await token()).to.equal('t1');
    await clock.advance(1);
    expect(await token()).to.equal('t2');
  });

  it('renews one that was refused, once for requests that were refused together', async () => {
    const { access, clock, token } = setUp(3_600_000);
    await clock.advance(60_000);
    access.invalidate();
    expect(await token()).to.equal('t2');
    access.invalidate();
    expect(await token()).to.equal('t2');
  });

  it('asks for one that no cache kept only when the last one was refused', async () => {
    const asked: boolean[] = [];
    const { access, clock, token } = setUp(10_000, async ({ fresh }) => {
      asked.push(fresh);
      return { fileToken: 'new', expiresAtMs: clock.now() + 10_000 };
    });
    await clock.advance(9000);
    await token();
    await clock.advance(3000);
    access.invalidate();
    await token();
    expect(asked).to.deep.equal([false, true]);
  });

  it('keeps a token that still works when no other is to be had, and reports it when none works', async () => {
    const gone = new Error('Not allowed any more.');
    const { clock, token } = setUp(10_000, () => Promise.reject(gone));
    await clock.advance(9000);
    expect(await token()).to.equal('t1');
    await clock.advance(5000);
    expect(await token().catch((error: unknown) => error)).to.equal(gone);
  });

  it('does not ask for a token with every request where the clock is wrong', async () => {
    const { clock, token } = setUp(-86_400_000);
    expect([await token(), await token()]).to.deep.equal(['t1', 't1']);
    await clock.advance(60_000);
    expect(await token()).to.equal('t2');
  });

  it('takes the address that the server gave for it', async () => {
    const url = 'https://cast.example/media/a1';
    const access = createMediaAccess({
      grant: { urls: [`${url}?t=signed`] },
      renew: () => Promise.reject(new Error('It does not expire.')),
      clock: createFakeClock(),
    });
    expect(await access.authorize(url)).to.equal(`${url}?t=signed`);
  });
});
