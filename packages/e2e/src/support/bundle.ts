import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type Plugin, rollup } from 'rollup';

// Its types describe a CommonJS module; what Node imports is the function itself.
const resolvePackages = nodeResolve as unknown as (options: object) => Plugin;

export interface BundleOptions {
  /** `es` keeps the module's exports; `iife` leaves them in the global of this name. */
  format: 'es' | 'iife';
  name?: string;
  /** What the runtime's bundlers ask of `exports`, beside `import`. */
  conditions: readonly string[];
}

/** A module and everything that it imports in one file, for runtimes that do not know npm packages. */
export async function bundle(module: string, { conditions, ...output }: BundleOptions): Promise<string> {
  const build = await rollup({
    input: module,
    plugins: [resolvePackages({ browser: true, exportConditions: [...conditions, 'production'] })],
    onwarn(warning) {
      if (warning.code === 'CIRCULAR_DEPENDENCY' || warning.code === 'THIS_IS_UNDEFINED') return;
      throw new Error(`The bundle has a flaw: ${warning.message}`);
    },
  });
  try {
    const { output: files } = await build.generate({ ...output, inlineDynamicImports: true });
    return files[0].code;
  } finally {
    await build.close();
  }
}
