import { expect } from '@esm-bundle/chai';
import { glance } from './glance.js';

describe('glance()', () => {
  const tube = { origin: 'https://tube.example', id: 'gRjscAKWouefiE5Tmt8MeC' };

  it('sees a video of PeerTube and a playlist by the form of the address', () => {
    expect(glance('https://tube.example/w/gRjscAKWouefiE5Tmt8MeC?start=5', '', '')).to.deep.equal(tube);
    expect(glance('https://tube.example/w/gRjscAKWouefiE5Tmt8MeC;threadId=1', '', '')).to.deep.equal(tube);
    expect(glance('gRjscAKWouefiE5Tmt8MeC', '', 'tube.example')).to.deep.equal(tube);
    expect(glance('/a/master.m3u8?x=1', '', '')).to.equal('hls');
  });

  it('leaves everything else to what is loaded later', () => {
    for (const src of ['https://tube.example/w/p/abc', 'https://tube.example/w/x@other.example', '/clip.mp4', 'x1']) {
      expect(glance(src, '', ''), src).to.equal(undefined);
    }
    expect(glance('https://tube.example/w/abc', 'piyakast', '')).to.equal(undefined);
  });
});
