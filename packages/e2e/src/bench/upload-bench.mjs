/**
 * `pnpm bench:upload [--size 2GB] [--server sandbox|URL]`: what an upload by the SDK costs, beside curl sending the same
 * chunks with the same protocol to the same server. Ends with exit code 1 when a goal is missed.
 *
 * A URL is an instance of yours, with its account in PEERTUBE_USERNAME and PEERTUBE_PASSWORD; the videos are deleted.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provideChromium, provideFfmpeg } from '../../../../.bootstrap/programs.mjs';
import { formatBytes, parseBytes } from './bytes.mjs';
import { createCurl } from './curl.mjs';
import { cutTenTimes } from './cuts.mjs';
import { uploadFromPage } from './page.mjs';
import { uploadFromNode } from './sdk.mjs';
import { openServer } from './server.mjs';
import { SOURCE_NAMES } from './sources.mjs';

const GOALS = { aboveIdleBytes: 96 * 2 ** 20, ratio: 0.95, chunksAgain: 10, pageGrowthBytes: 16 * 2 ** 20 };
const PARTS = ['node', 'sources', 'cuts', 'page'];

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'sandbox' },
    size: { type: 'string', default: '2GB' },
    'source-size': { type: 'string', default: '512MB' },
    source: { type: 'string', default: SOURCE_NAMES.join(',') },
    'page-size': { type: 'string', default: '1GB' },
    'cut-size': { type: 'string', default: '256MB' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: PARTS.join(',') },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const parts = values.only.split(',');
const unknown = parts.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}, not "${unknown}".`);

const sources = values.source.split(',');
const strange = sources.find((kind) => !SOURCE_NAMES.includes(kind));
if (strange !== undefined) throw new Error(`--source knows ${SOURCE_NAMES.join(', ')}, not "${strange}".`);

process.env.FFMPEG_PATH ??= provideFfmpeg();
// After FFMPEG_PATH is set, which it reads when it is loaded.
const { makeLargeClip } = await import('../support/clips.ts');

let missed = 0;
const folder = await mkdtemp(join(tmpdir(), 'piyakast-bench-'));
const server = await openServer(values.server);
try {
  console.log(`${values.server} (${server.version}), Node ${process.versions.node}`);
  if (parts.includes('node')) await benchNode(parseBytes(values.size));
  if (parts.includes('sources')) await benchSources(parseBytes(values['source-size']));
  if (parts.includes('cuts')) await benchCuts(parseBytes(values['cut-size']));
  if (parts.includes('page')) await benchPage(parseBytes(values['page-size']));
} finally {
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(missed === 0 ? 'All goals are met.' : `${missed} goals are missed.`);
process.exitCode = missed === 0 ? 0 : 1;

/** Rounds of both, each first in every other round, so that a machine that gets slower slows both. */
async function benchNode(sizeBytes) {
  const path = await makeLargeClip(join(folder, 'node.mp4'), sizeBytes, 5);
  const sdk = [await settled(() => uploadFromNode(server, path))];
  const sender = await createCurl(folder, path, sdk[0].chunks);
  const curl = [await settled(() => sender.upload(server))];
  for (let round = 1; round < Number(values.rounds); round++) {
    const bySdk = async () => sdk.push(await settled(() => uploadFromNode(server, path)));
    const byCurl = async () => curl.push(await settled(() => sender.upload(server)));
    for (const send of round % 2 === 0 ? [bySdk, byCurl] : [byCurl, bySdk]) await send();
  }
  await rm(path);
  await sender.remove();

  const speed = ({ seconds }) => sizeBytes / seconds;
  const aboveIdle = Math.max(...sdk.map(({ peakBytes, idleBytes }) => peakBytes - idleBytes));
  const ratio = median(sdk.map(speed)) / median(curl.map(speed));
  console.log(`\nNode, ${formatBytes(sizeBytes)} in ${sdk[0].chunks.length} chunks, rounds: ${sdk.length}`);
  for (const [round, run] of sdk.entries()) {
    const [own, other] = [run, curl[round]].map((one) => `${(speed(one) / 1e6).toFixed(0)} MB/s`);
    console.log(`  SDK ${own}, curl ${other}; idle ${formatBytes(run.idleBytes)}, peak ${formatBytes(run.peakBytes)}`);
  }
  goal('throughput, SDK to curl', ratio, '>=', GOALS.ratio, (value) => value.toFixed(3));
  goal('peak memory above idle', aboveIdle, '<=', GOALS.aboveIdleBytes, formatBytes);
}

/** Every kind of source once: whichever it is, the file must never be in memory. */
async function benchSources(sizeBytes) {
  const path = await makeLargeClip(join(folder, 'sources.mp4'), sizeBytes, 5);
  console.log(`\nEach source of Node, ${formatBytes(sizeBytes)}`);
  for (const kind of sources) {
    const { idleBytes, peakBytes, seconds } = await settled(() => uploadFromNode(server, path, kind));
    const speed = `${(sizeBytes / seconds / 1e6).toFixed(0)} MB/s`;
    goal(`${kind}, ${speed}, peak memory above idle`, peakBytes - idleBytes, '<=', GOALS.aboveIdleBytes, formatBytes);
  }
  await rm(path);
}

async function benchCuts(sizeBytes) {
  const path = await makeLargeClip(join(folder, 'cuts.mp4'), sizeBytes, 5);
  const { cuts, chunksAgain, bytesAgain, seconds } = await cutTenTimes(server, path, Number(values.seed));
  await rm(path);
  console.log(`\nTen cuts at random bytes of ${formatBytes(sizeBytes)}, seed ${values.seed}, ${seconds.toFixed(1)} s`);
  console.log(`  ${cuts} cuts, ${formatBytes(bytesAgain)} sent again`);
  goal('cuts made', cuts, '>=', 10, String);
  goal('chunks sent again', chunksAgain, '<=', GOALS.chunksAgain, String);
}

async function benchPage(sizeBytes) {
  process.env.CHROME_PATH ??= provideChromium();
  const path = await makeLargeClip(join(folder, 'page.mp4'), sizeBytes, 5);
  const run = await uploadFromPage(server, path);
  await rm(path);
  console.log(
    `\nChromium ${run.version}, ${formatBytes(sizeBytes)}, ${(sizeBytes / run.seconds / 1e6).toFixed(0)} MB/s`,
  );
  for (const [name, { idle, second, last, peak }] of Object.entries(run.memory)) {
    const [before, middle, end, most] = [idle, second, last, peak].map(formatBytes);
    console.log(`  ${name}: idle ${before}, second quarter ${middle}, last quarter ${end}, peak ${most}`);
    goal(`${name}, peak above idle`, peak - idle, '<=', GOALS.aboveIdleBytes, formatBytes);
    goal(`${name}, growth from quarter to quarter`, last - second, '<=', GOALS.pageGrowthBytes, formatBytes);
  }
}

/** Written bytes that are still on their way to the disk would slow the next run down. */
async function settled(run) {
  if (process.platform !== 'win32') execFileSync('sync');
  return run();
}

function goal(what, value, comparison, wanted, format) {
  const met = comparison === '>=' ? value >= wanted : value <= wanted;
  if (!met) missed += 1;
  console.log(`  ${met ? 'met   ' : 'MISSED'} ${what}: ${format(value)} (${comparison} ${format(wanted)})`);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
