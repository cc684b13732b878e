import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leaksIn } from './leaks.js';

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

describe('leaksIn()', () => {
  it.each([
    ['a private key', () => ['-----BEGIN', 'RSA PRIVATE', 'KEY-----'].join(' ')],
    ['a JSON web token', () => `eyJ${hex(10)}.eyJ${hex(10)}.${hex(10)}`],
    ['an access token', () => `authorization: Bearer ${hex(20)}`],
    ["a token of PeerTube's form", () => `const token = "${hex(20)}"`],
    ['a password in a URL', () => `https://user:${hex(4)}@video.example/`],
    ['a path of a machine', () => `"/home/${hex(4)}/src"`],
    ['a file URL', () => `file:///${hex(4)}`],
  ])('promise 48: finds %s', (what, text) => {
    expect(leaksIn(text(), [])).toEqual([expect.stringContaining(`${what}: `)]);
  });

  it('finds the folder of the build, and not a word that is too short to mean it', () => {
    const text = 'sources: ["../builder/src"]';
    expect(leaksIn(text, ['builder', 'src'])).toEqual(['a word of this machine: builder']);
  });

  it('finds nothing in ordinary code', () => {
    const text = `const url = 'https://video.example/api/v1/users/token'; headers.set('authorization', \`Bearer \${token}\`);`;
    expect(leaksIn(text, ['/somewhere/else'])).toEqual([]);
  });
});
