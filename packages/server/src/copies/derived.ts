/** Names of what is made of a video's file. */
export const POSTER = 'poster.jpg';
export const MASTER = 'hls/master.m3u8';

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  m4s: 'video/iso.segment',
  webm: 'video/webm',
  m3u8: 'application/vnd.apple.mpegurl',
};

/** By the ending of a derived file's name. */
export const typeOfDerived = (name: string): string =>
  TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

/** A playlist whose addresses carry a token: what they name is private, too. */
export function withToken(playlist: string, token: string): string {
  const query = `?t=${encodeURIComponent(token)}`;
  return playlist
    .split('\n')
    .map((line) => {
      if (line === '' || line.startsWith('#')) return line.replace(/URI="([^"]+)"/g, `URI="$1${query}"`);
      return `${line}${query}`;
    })
    .join('\n');
}
