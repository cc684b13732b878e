import ky from 'ky';

const WAIT_MS = 3_000;

interface SandboxAnswer {
  sandbox?: boolean;
  faults?: { down?: boolean };
}

/** The sandbox's switch: takes the fake PeerTube down and up. */
export interface SandboxSwitch {
  readonly url: string;
  /** Whether it answers now. */
  isUp(): Promise<boolean>;
  set(up: boolean): Promise<void>;
}

/** Asks whether this PeerTube is the sandbox; a real one has no such path. */
export async function findSandbox(peertubeUrl: string): Promise<SandboxSwitch | undefined> {
  const url = `${peertubeUrl.replace(/\/$/, '')}/_sandbox`;
  try {
    const answer = await ask(url);
    if (answer.sandbox !== true) return undefined;
  } catch {
    // Another origin that does not know the page, or nothing at all: then there is no switch to show.
    return undefined;
  }
  return {
    url,
    async isUp() {
      return (await ask(url)).faults?.down !== true;
    },
    async set(up) {
      await ky.put(`${url}/faults`, { json: { down: !up }, timeout: WAIT_MS });
    },
  };
}

function ask(url: string): Promise<SandboxAnswer> {
  return ky.get(url, { timeout: WAIT_MS, retry: 0 }).json<SandboxAnswer>();
}
