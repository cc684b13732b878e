/** What happened in a run and when, one line each, and how often. */
export interface Journal {
  readonly lines: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  note(event: string): void;
}

/** @param progress Answers so far, for the lines. */
export function createJournal(progress: () => number): Journal {
  const startedMs = Date.now();
  const lines: string[] = [];
  const counts: Record<string, number> = {};
  return {
    lines,
    counts,
    note(event) {
      lines.push(`${((Date.now() - startedMs) / 1000).toFixed(2)} s, ${progress()} answers: ${event}`);
      counts[event] = (counts[event] ?? 0) + 1;
    },
  };
}
