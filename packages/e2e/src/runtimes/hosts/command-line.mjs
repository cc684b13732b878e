/** The walk in Node, Deno or Bun: its options as JSON in `SMOKE_OPTIONS`, its report as JSON on standard output. */
import { smoke } from '../smoke.mjs';

console.log(JSON.stringify(await smoke(JSON.parse(process.env.SMOKE_OPTIONS ?? '{}'))));
