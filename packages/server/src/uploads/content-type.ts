import { fileTypeFromFile } from 'file-type';

/** What a file is, by its first bytes. */
export interface ContentType {
  /** `video/mp4`, `audio/mpeg` … */
  mediaType: string;
  /** Without the dot. */
  extension: string;
}

/** Containers of moving pictures or sound whose registered type begins with neither word. */
const CONTAINERS = ['application/ogg', 'application/mxf', 'application/vnd.rn-realmedia', 'application/vnd.ms-asf'];

/** The names that browsers know a type by, where the detected one is another. */
const SERVED_AS: Record<string, string> = {
  'video/matroska': 'video/x-matroska',
  'video/vnd.avi': 'video/x-msvideo',
  'video/x-m4v': 'video/mp4',
  'audio/x-m4a': 'audio/mp4',
  'application/ogg': 'video/ogg',
};

/** As many bytes as the detection may look at. */
export const CONTENT_TYPE_BYTES = 4100;

/** The files that a browser may offer; content decides in the end. */
export const ACCEPTED_EXTENSIONS = [
  ...['.mp4', '.m4v', '.mov', '.webm', '.mkv', '.avi', '.flv', '.wmv', '.mpg', '.mpeg', '.ts', '.m2ts', '.mts'],
  ...['.3gp', '.3g2', '.ogv', '.ogg', '.mxf', '.rm', '.mp3', '.m4a', '.aac', '.flac', '.wav', '.opus', '.oga'],
];

/** Whether and what kind of video or sound a file is; `undefined` when it is neither. Names do not count. */
export async function detectContent(path: string): Promise<ContentType | undefined> {
  const found = await fileTypeFromFile(path);
  if (found === undefined) return undefined;
  const mime = found.mime.split(';')[0]?.trim() ?? '';
  if (!/^(video|audio)\//.test(mime) && !CONTAINERS.includes(mime)) return undefined;
  if (mime === 'audio/midi') return undefined;
  return { mediaType: SERVED_AS[mime] ?? mime, extension: found.ext };
}
