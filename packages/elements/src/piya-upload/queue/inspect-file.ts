import { HEAD_BYTES, recognizeFile } from '@piyakast/sdk';

/** What a page can see of a file before a byte is sent. */
export interface FileFacts {
  /** For example `MP4`; `undefined` when its content is no known format. */
  format: string | undefined;
  /** What the browser reads of it; `undefined` for a format that it does not play, which PeerTube may still take. */
  media: { seconds: number; width: number; height: number } | undefined;
}

/** Looks into a file: its first bytes, and what the browser's own player reads of its header. */
export async function inspectFile(file: File, signal: AbortSignal): Promise<FileFacts> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const { container } = recognizeFile({ head, name: file.name });
  return { format: container?.name.toUpperCase(), media: container && (await readMedia(file, signal)) };
}

function readMedia(file: File, signal: AbortSignal): Promise<FileFacts['media']> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  const settled = new AbortController();
  return new Promise<FileFacts['media']>((resolve) => {
    const options = { signal: settled.signal };
    const onRead = () => {
      const { duration, videoWidth, videoHeight } = video;
      resolve({ seconds: Number.isFinite(duration) ? duration : 0, width: videoWidth, height: videoHeight });
    };
    video.addEventListener('loadedmetadata', onRead, options);
    video.addEventListener('error', () => resolve(undefined), options);
    signal.addEventListener('abort', () => resolve(undefined), options);
    video.preload = 'metadata';
    video.muted = true;
    video.src = url;
  }).finally(() => {
    settled.abort();
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  });
}
