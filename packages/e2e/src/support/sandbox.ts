/** One video as a sandbox in another process holds it. */
export interface SandboxVideo {
  uuid: string;
  name: string;
  sizeBytes: number;
  /** Of the bytes that were uploaded. */
  sha256: string;
  state: number;
}

/** What the sandbox holds now. */
export async function sandboxVideos(sandboxUrl: string): Promise<SandboxVideo[]> {
  const response = await fetch(`${sandboxUrl}/_sandbox/videos`);
  if (!response.ok) throw new Error(`The sandbox did not list its videos: ${response.status}`);
  return (await response.json()) as SandboxVideo[];
}
