import { spawn } from 'node:child_process';

/** Runs a media tool to its end. @returns What it printed. @throws Error with the end of its complaints. */
export function runTool(command: string, args: readonly string[], input?: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    let complaints = '';
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      complaints = `${complaints}${chunk}`.slice(-2000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(`${command} ended with ${code}: ${complaints}`));
    });
    child.stdin.end(input);
  });
}

/** Whether ffmpeg and ffprobe can be run. */
export async function hasFfmpeg(): Promise<boolean> {
  try {
    await Promise.all([runTool('ffmpeg', ['-version']), runTool('ffprobe', ['-version'])]);
    return true;
  } catch {
    return false; // Not installed: that is the answer.
  }
}
