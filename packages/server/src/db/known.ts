/** No answer is older, whatever became of the notifications of the database. */
const KEEP_MS = 1000;
/** Answers kept at once; the oldest goes first. */
const MOST = 2000;

/** What was read before, as long as it is true. */
export interface Known {
  /**
   * The answer of an earlier call with this key, or of `load`. Failures are not kept, and neither is what was
   * forgotten while it was being read.
   */
  read<Value>(key: string, load: () => Promise<Value>): Promise<Value>;
  /** The same for the row of one video, or of another thing with an id. */
  row<Row>(id: string, load: () => Promise<Row>): Promise<Row>;
  /** This row changed, and with it any answer that is made of several; without an id any row may have. */
  forget(id?: string): void;
}

interface Entry {
  answer: Promise<unknown>;
  untilMs: number;
}

export interface KnownOptions {
  /** Called with each read. */
  onRead?: (isHit: boolean) => void;
  now?: () => number;
}

/**
 * Keeps answers of the database until it notifies of a change, and for a second at most.
 *
 * The limit of a second is for servers beside this one: theirs are the changes that a lost connection keeps from being
 * heard here. Changes by requests to this server are forgotten before they are answered.
 */
export function createKnown({ onRead = () => undefined, now = Date.now }: KnownOptions = {}): Known {
  const rows = new Map<string, Entry>();
  const answers = new Map<string, Entry>();

  const read = <Value>(entries: Map<string, Entry>, key: string, load: () => Promise<Value>): Promise<Value> => {
    const kept = entries.get(key);
    const isHit = kept !== undefined && kept.untilMs > now();
    onRead(isHit);
    if (isHit) return kept.answer as Promise<Value>;
    const entry: Entry = { answer: load(), untilMs: now() + KEEP_MS };
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= MOST) break;
      entries.delete(oldest);
    }
    entry.answer.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return entry.answer as Promise<Value>;
  };

  return {
    read: (key, load) => read(answers, key, load),
    row: (id, load) => read(rows, id, load),
    forget(id) {
      answers.clear();
      if (id === undefined) rows.clear();
      else rows.delete(id);
    },
  };
}
