import { appendFile, readFile } from 'node:fs/promises';

/** What became of one item. `stored`: this server has it and PeerTube not yet. */
export interface Outcome {
  source: string;
  path: string;
  status: 'planned' | 'stored' | 'published' | 'failed';
  /** Whether size and length are the source's; `null` when no one knows the length. */
  verified?: boolean | null;
  id?: string;
  url?: string;
  sizeBytes?: number;
  /** Of the source, in seconds. */
  expectedSeconds?: number | null;
  /** At PeerTube, in seconds. */
  durationSeconds?: number | null;
  /** Whether the file was deleted, which happens only when asked for. */
  removed?: boolean;
  problem?: string;
}

/** One JSON line for each item, written as soon as it is known: a run that is killed leaves what it did. */
export interface Report {
  /** What earlier runs came to, by source; the last word counts. */
  readonly known: ReadonlyMap<string, Outcome>;
  add(outcome: Outcome): Promise<void>;
}

export async function openReport(path: string): Promise<Report> {
  const known = new Map<string, Outcome>();
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  for (const line of text.split('\n')) {
    const outcome = parseLine(line);
    if (outcome !== undefined) known.set(outcome.source, outcome);
  }
  // A kill may have cut the last line; the next one begins on its own.
  let start = text === '' || text.endsWith('\n') ? '' : '\n';
  return {
    known,
    async add(outcome) {
      const line = `${start}${JSON.stringify(outcome)}\n`;
      start = '';
      known.set(outcome.source, outcome);
      await appendFile(path, line, { mode: 0o600 });
    },
  };
}

function parseLine(line: string): Outcome | undefined {
  try {
    return JSON.parse(line) as Outcome;
  } catch {
    // Empty, or half of a line: its item is done again, which makes no second video.
    return undefined;
  }
}
