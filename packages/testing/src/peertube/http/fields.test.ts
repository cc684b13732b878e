import { describe, expect, it } from 'vitest';
import { asBoolean, asInteger, fieldsOfForm } from './fields.js';

function fieldsOf(...entries: [name: string, value: string][]) {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return fieldsOfForm(form);
}

describe('fieldsOfForm()', () => {
  it('understands the notations of lists and objects that PeerTube does', () => {
    expect(fieldsOf(['tags[]', 'one'])).toEqual({ tags: ['one'] });
    expect(fieldsOf(['tags', 'one'], ['tags', 'two'])).toEqual({ tags: ['one', 'two'] });
    expect(fieldsOf(['tags[0]', 'one'], ['tags[1]', 'two'])).toEqual({ tags: ['one', 'two'] });
    expect(fieldsOf(['replaySettings[privacy]', '1'])).toEqual({ replaySettings: { privacy: '1' } });
    expect(fieldsOf(['schedules[0][startAt]', 'a'], ['schedules[1][startAt]', 'b'])).toEqual({
      schedules: [{ startAt: 'a' }, { startAt: 'b' }],
    });
  });

  it('leaves a single field without brackets a text, which a list is refused for', () => {
    expect(fieldsOf(['tags', 'one'])).toEqual({ tags: 'one' });
  });
});

describe('numbers and booleans', () => {
  it('may come as text, and nothing else passes for them', () => {
    expect([asInteger(3), asInteger('3'), asInteger('-3')]).toEqual([3, 3, -3]);
    expect([asInteger(2.7), asInteger('2.7'), asInteger(''), asInteger(null), asInteger(true)]).toEqual(
      Array(5).fill(undefined),
    );
    expect([asBoolean(true), asBoolean('false'), asBoolean('yes'), asBoolean(1)]).toEqual([
      true,
      false,
      undefined,
      undefined,
    ]);
  });
});
