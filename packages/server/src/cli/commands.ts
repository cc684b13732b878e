import type { Command } from './command.js';

/** A command as `piyakast help` shows it; its code is loaded when it runs. */
export interface CommandEntry {
  /** What follows `piyakast`, and what it does; one line each. */
  usage: readonly (readonly [string, string])[];
  load: () => Promise<Command>;
}

/** Every command by its name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  init: {
    usage: [['init', 'ask four questions, write .env, and check it (--instance, --username, --lives, --public-url)']],
    load: async () => (await import('./init.js')).init,
  },
  serve: {
    usage: [['serve', 'start the server']],
    load: async () => (await import('./serve.js')).serve,
  },
  doctor: {
    usage: [['doctor', 'check all that a server needs, with a fix for each fault (--json, --skip lives,replay)']],
    load: async () => (await import('./doctor.js')).doctor,
  },
  migrate: {
    usage: [
      ['migrate <folder>', 'bring in every video below a folder (--dry-run first; the server must be running)'],
      ['migrate <list.csv>', 'or those of a CSV with the columns file, name, description, category, tags, privacy'],
      ['migrate <postgres://…>', 'or those of the table "videos" of an older site; --files: where its files are'],
    ],
    load: async () => (await import('./migrate.js')).migrateVideos,
  },
  export: {
    usage: [['export <folder>', 'write everything that this server knows, and the files that only it has']],
    load: async () => (await import('./transfer.js')).exportData,
  },
  import: {
    usage: [['import <folder>', 'read an export into an empty database']],
    load: async () => (await import('./transfer.js')).importData,
  },
  promote: {
    usage: [['promote [id]', 'publish one waiting video, or all, now (the server must be running)']],
    load: async () => (await import('./promote.js')).promote,
  },
  jobs: {
    usage: [
      ['jobs list', 'what waits, runs, or is dead, and why (--dead, --json)'],
      ['jobs retry <id>', 'try a job again now; --dead: all dead ones'],
      ['jobs cancel <id>', 'give a job up'],
    ],
    load: async () => (await import('./jobs.js')).jobs,
  },
  reconcile: {
    usage: [['reconcile', 'compare database, storage and PeerTube (--repair, --json)']],
    load: async () => (await import('./reconcile.js')).reconcile,
  },
  db: {
    usage: [
      ['db push', "bring the database's schema up to date"],
      ['db status', 'which schema steps are applied; exit code 1 when some are missing'],
      ['db rollback [n]', 'undo the newest schema step, or n of them'],
    ],
    load: async () => (await import('./db.js')).db,
  },
};
