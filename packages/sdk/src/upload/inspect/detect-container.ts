import { adtsFrames, audioFrames, transportPackets } from './find-sync.js';

/** A container of moving pictures or sound that is known by its first bytes. */
export interface ContainerType {
  /** Usual extension without the dot: `mp4`, `mov`, `mkv`, `webm`, `avi`, `ts`, `mp3`, … */
  name: string;
  /** What it holds as a rule. */
  kind: 'video' | 'audio';
  /** For example `video/mp4`. */
  mediaType: string;
}

/**
 * As many bytes from the start as {@link detectContainer} may look at: 64 KiB, because recorders and editors leave junk
 * before the first packet or frame.
 *
 * @example
 * ```ts
 * import { detectContainer, HEAD_BYTES } from '@piyakast/sdk';
 *
 * const head = await new File(['…'], 'holiday.mp4').slice(0, HEAD_BYTES).arrayBuffer();
 * console.log(detectContainer(new Uint8Array(head))?.mediaType);
 * ```
 */
export const HEAD_BYTES = 65_536;

/** All formats but those that are looked for behind junk show themselves within so many bytes. */
const MAGIC_BYTES = 4_096;

const video = (name: string, mediaType: string): ContainerType => ({ name, kind: 'video', mediaType });
const audio = (name: string, mediaType: string): ContainerType => ({ name, kind: 'audio', mediaType });

/** First bytes that identify a format, as Latin-1 text. */
const MAGIC: readonly (readonly [bytes: string, type: ContainerType])[] = [
  ['FLV\x01', video('flv', 'video/x-flv')],
  ['\x00\x00\x01\xba', video('mpg', 'video/mpeg')],
  ['\x00\x00\x01\xb3', video('mpg', 'video/mpeg')],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', video('wmv', 'video/x-ms-wmv')],
  ['\x06\x0e\x2b\x34', video('mxf', 'application/mxf')],
  ['.RMF', video('rm', 'application/vnd.rn-realmedia')],
  ['nut/multimedia container', video('nut', 'application/x-nut')],
  ['fLaC', audio('flac', 'audio/flac')],
  ['ID3', audio('mp3', 'audio/mpeg')],
  ['\x0b\x77', audio('ac3', 'audio/ac3')],
];

/**
 * What a file is, by its content alone; `undefined` when it is neither video nor sound. Made of the formats'
 * specifications: ISO/IEC 14496-12 (MP4, MOV), RFC 9559 (Matroska, WebM), RFC 3533 (Ogg), ISO/IEC 13818-1 (MPEG), RIFF.
 *
 * @param bytes - The first {@link HEAD_BYTES} of the file, or all when it has fewer.
 * @example
 * ```ts
 * import { detectContainer, HEAD_BYTES } from '@piyakast/sdk';
 *
 * const file = new File(['…'], 'holiday.mp4');
 * const container = detectContainer(await file.slice(0, HEAD_BYTES).bytes());
 * console.log(container?.name ?? 'neither video nor sound');
 * ```
 */
export function detectContainer(bytes: Uint8Array): ContainerType | undefined {
  const head = latin1(bytes);
  const known = MAGIC.find(([magic]) => head.startsWith(magic));
  return known?.[1] ?? boxes(head) ?? matroska(head) ?? riff(head) ?? ogg(head) ?? afterJunk(bytes);
}

/** Each byte as the character of the same number. */
const latin1 = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, MAGIC_BYTES), (byte) => String.fromCharCode(byte)).join('');

/** MP4 and its family, and QuickTime, which may begin with another box than `ftyp`. */
function boxes(head: string): ContainerType | undefined {
  const brand = head.slice(8, 12);
  switch (head.slice(4, 8)) {
    case 'ftyp':
      // The same boxes hold still pictures, and a camera's raw files.
      if (/^(hei[cmsx]|hev[cmx]|mif1|msf1|avi[fs]|crx )/.test(brand)) return undefined;
      if (brand === 'qt  ') return video('mov', 'video/quicktime');
      if (/^M4[ABP] /.test(brand)) return audio('m4a', 'audio/mp4');
      return brand.startsWith('3g') ? video('3gp', 'video/3gpp') : video('mp4', 'video/mp4');
    case 'styp':
    case 'sidx':
    case 'moof':
      // A segment of a fragmented MP4.
      return video('mp4', 'video/mp4');
    case 'moov':
    case 'mdat':
    case 'wide':
    case 'free':
    case 'skip':
    case 'pnot':
    case 'udta':
      return video('mov', 'video/quicktime');
    default:
      return undefined;
  }
}

/** EBML; the document type distinguishes WebM from Matroska. */
function matroska(head: string): ContainerType | undefined {
  if (!head.startsWith('\x1a\x45\xdf\xa3')) return undefined;
  const type = /\x42\x82[\x80-\xff](webm|matroska)/.exec(head)?.[1];
  if (type === 'webm') return video('webm', 'video/webm');
  return type === undefined ? undefined : video('mkv', 'video/x-matroska');
}

function riff(head: string): ContainerType | undefined {
  const form = `${head.slice(0, 4)} ${head.slice(8, 12)}`;
  if (form === 'RIFF AVI ') return video('avi', 'video/x-msvideo');
  if (/^(RIFF|RF64|BW64) WAVE$/.test(form)) return audio('wav', 'audio/wav');
  return /^FORM AIF[FC]$/.test(form) ? audio('aiff', 'audio/aiff') : undefined;
}

/** The first page of each stream comes before all others, and names its codec. */
function ogg(head: string): ContainerType | undefined {
  if (!head.startsWith('OggS')) return undefined;
  return /\x80theora|OVP80|BBCD/.test(head) ? video('ogv', 'video/ogg') : audio('ogg', 'audio/ogg');
}

/** Formats without a file header, whose packets or frames may begin anywhere. */
function afterJunk(bytes: Uint8Array): ContainerType | undefined {
  if (transportPackets(bytes)) return video('ts', 'video/mp2t');
  if (adtsFrames(bytes)) return audio('aac', 'audio/aac');
  return audioFrames(bytes) ? audio('mp3', 'audio/mpeg') : undefined;
}
