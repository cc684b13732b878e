import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox, deriveKey } from './secret-box.js';

const secret = randomBytes(32).toString('hex');

describe('createSecretBox()', () => {
  const box = createSecretBox(secret);

  it('opens what it sealed, and never seals twice alike', () => {
    const sealed = box.seal('a stream key', 'stream-key:1');
    expect(box.open(sealed, 'stream-key:1')).toBe('a stream key');
    expect(box.seal('a stream key', 'stream-key:1')).not.toBe(sealed);
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('a stream key');
  });

  it('opens nothing that was changed, moved to another row, or sealed with another secret', () => {
    const sealed = box.seal('a stream key', 'stream-key:1');
    const refused = { code: 'config/invalid-option' };
    expect(() => box.open(`${sealed.slice(0, -2)}AA`, 'stream-key:1')).toThrow(expect.objectContaining(refused));
    expect(() => box.open(sealed, 'stream-key:2')).toThrow(expect.objectContaining(refused));
    const other = createSecretBox(randomBytes(32).toString('hex'));
    expect(() => other.open(sealed, 'stream-key:1')).toThrow(expect.objectContaining(refused));
  });
});

describe('deriveKey()', () => {
  it('gives another key for each purpose', () => {
    expect(deriveKey(secret, 'one')).toEqual(deriveKey(secret, 'one'));
    expect(deriveKey(secret, 'one')).not.toEqual(deriveKey(secret, 'two'));
  });
});
