import { expect } from '@esm-bundle/chai';
import { titleOf } from '../queue/file-identity.js';
import { checkMetadata, cleanMetadata } from './check-metadata.js';

/** 60 syllables as macOS names files: each is three characters until it is composed. */
const SYLLABLES = '한'.repeat(60);
const DECOMPOSED = SYLLABLES.normalize('NFD');

describe('checkMetadata()', () => {
  it('counts characters as PeerTube does, not UTF-16 units', () => {
    expect(checkMetadata({ name: '🎬'.repeat(120) })).to.deep.equal({});
    expect(checkMetadata({ name: '🎬'.repeat(121) })).to.deep.equal({ name: 'nameProblem' });
    expect(checkMetadata({ name: '🎬🎬' })).to.deep.equal({ name: 'nameProblem' });
    expect(checkMetadata({ name: DECOMPOSED })).to.deep.equal({});
  });

  it('holds passwords to 99 characters', () => {
    const withPassword = (length: number) =>
      checkMetadata({ name: 'A film', privacy: 'password', videoPasswords: ['x'.repeat(length)] });
    expect(withPassword(99)).to.deep.equal({});
    expect(withPassword(100)).to.deep.equal({ videoPasswords: 'passwordProblem' });
    expect(withPassword(1)).to.deep.equal({ videoPasswords: 'passwordProblem' });
  });
});

describe('cleanMetadata()', () => {
  it('composes what is searched', () => {
    const { name, tags } = cleanMetadata({ name: DECOMPOSED, tags: ['한국'.normalize('NFD')] });
    expect(name).to.equal(SYLLABLES);
    expect(tags).to.deep.equal(['한국']);
  });
});

describe('titleOf()', () => {
  it('keeps all syllables of a file name from macOS', () => {
    expect(titleOf(`${DECOMPOSED}.mp4`)).to.equal(SYLLABLES);
  });

  it('cuts a long title between characters, never inside an emoji', () => {
    expect(titleOf(`${'a'.repeat(119)}👨‍👩‍👧‍👦.mp4`)).to.equal('a'.repeat(119));
    expect(titleOf(`${'🎬'.repeat(130)}.mp4`)).to.equal('🎬'.repeat(120));
  });
});
