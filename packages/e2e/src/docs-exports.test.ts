import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lacksOf } from './support/export-docs.js';

/**
 * What a comment of an exported name owes its reader. Each rule can be decided by a machine:
 *
 * - Every exported name, and every public member of an exported class, has a docstring.
 * - A function, class, constant, method, and a part of a client (a property that holds functions, or the namespace that it
 *   is made of) has an `@example` whose code, its imports aside, uses that very name. `docs.test.ts` compiles the code.
 * - A part of a client that is a namespace's may link to it by `{@link}` instead: the example stands there.
 * - A function that a namespace exports again links to it by `{@link}`, so that an editor shows it at the client.
 * - What answers with a promise, an async iteration or an `Upload`, and what contains a `throw`, has `@throws`, which names
 *   an error class of the kit, or says "What … throws" where a part that the caller brings decides. Codes in it exist.
 * - A type that a caller implements (it has methods or is a function, and a parameter or an option takes it) has an example
 *   of its own. A type of plain data that a parameter takes has one, or leads by `{@link}` to the function that takes it.
 * - A property of an exported type, an inherited one too, has a docstring, unless its name is plain (`PLAIN_NAMES`).
 *   A number needs a unit in its name, or a docstring at itself or around it. The clock, the random numbers and the signal
 *   are the same everywhere, so they are explained once, at their types.
 */
const root = resolve(import.meta.dirname, '../../..');

describe('what the SDK exports', () => {
  const entries = ['index', 'node', 'browser'].map((name) => join(root, 'packages/sdk/src', `${name}.ts`));

  it('has docstrings with errors and an example', () => {
    const { names, lacks } = lacksOf(entries, { root });
    expect(names.length).toBeGreaterThan(250);
    expect(lacks).toEqual([]);
  });

  it('is reported, by name and file, when its docstring lacks something', () => {
    const text = `
      /** Reads. */
      export async function bare(): Promise<void> {}
      /**
       * Takes.
       *
       * @throws {@link NoError} \`no/such-code\`.
       * @example
       * \`\`\`ts
       * import { take } from '@piyakast/sdk';
       * \`\`\`
       */
      export function take(options: TakeOptions): void {
        throw new Error(String(options));
      }
      export const value = 1;
      export * as actions from './actions.js';
      interface Base {
        length: number;
      }
      /** A thing. */
      export interface Thing extends Base {
        size: number;
        waitMs: number;
        name: string;
        /** Why. */
        reason: string;
        colour: string;
      }
      /** To bring along. */
      export interface Store {
        /** Gives it. */
        get(): string;
      }
      /** Options. */
      export interface TakeOptions {
        /** Where. */
        store?: Store;
      }
      /**
       * A class.
       *
       * @example
       * \`\`\`ts
       * new Pool();
       * \`\`\`
       */
      export class Pool {
        readonly area = { read: () => 1 };
        /** {@link actions} */
        readonly bound = { read: () => 1 };
        /** Asks. */
        async ask(): Promise<void> {}
      }
    `;
    const actions = `
      export { /** {@link bare} */ bare as read } from './made-up.js';
      export { /** Takes. */ take } from './made-up.js';
    `;
    const texts = { '/made-up.ts': text, '/actions.ts': `/** Some functions. */\n${actions}` };
    const { lacks } = lacksOf(['/made-up.ts'], { root: '/', texts });
    expect(lacks).toEqual([
      'bare (made-up.ts): no @example that uses `bare`',
      'bare (made-up.ts): no @throws',
      'take (made-up.ts): no @example that uses `take`',
      'take (made-up.ts): @throws names no error class',
      'take (made-up.ts): @throws names the unknown code no/such-code',
      'value (made-up.ts): no docstring',
      'value (made-up.ts): no @example that uses `value`',
      'actions (actions.ts): no @example that uses `actions`',
      'actions.take (actions.ts): no {@link} to its function',
      'Thing.length (made-up.ts): no docstring, and the name does not tell the unit',
      'Thing.size (made-up.ts): no docstring, and the name does not tell the unit',
      'Thing.colour (made-up.ts): no docstring',
      'Store (made-up.ts): no @example that uses `Store`, which callers implement',
      'TakeOptions (made-up.ts): neither an @example nor a {@link} to what takes it',
      'Pool.area (made-up.ts): no docstring',
      'Pool.area (made-up.ts): no @example that uses `.area.`',
      'Pool.ask (made-up.ts): no @example that uses `.ask(`',
      'Pool.ask (made-up.ts): no @throws',
    ]);
  });
});
