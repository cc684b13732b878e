/** Plays to its end, twelve seconds. */
export const CLIP = new URL('/clips/ok/clip.mp4', location.href).href;
/** The same as PeerTube's HLS. */
export const HLS = new URL('/clips/ok/hls/master.m3u8', location.href).href;
/** A host that is not this page's origin, and is the same server. */
export const OTHER_ORIGIN = location.origin.replace('127.0.0.1', 'localhost');

/** An address whose files give their first bytes only, until `gone()` takes them away. */
export function fragile(name: string, limitBytes: number): { url: string; gone(): Promise<void> } {
  const key = `k${crypto.randomUUID().slice(0, 8)}`;
  return {
    url: new URL(`/clips/${key}/${limitBytes}/${name}`, location.href).href,
    gone: async () => {
      await fetch(`/clips/${key}/gone`, { method: 'POST' });
    },
  };
}
