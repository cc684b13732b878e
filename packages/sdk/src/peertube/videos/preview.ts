/** What a page shows of a public video before it is played. */
export interface VideoPreview {
  title: string;
  /** Absolute address of its largest picture; absent when there is none. */
  thumbnailUrl?: string;
  /** Seconds; absent until PeerTube knows it. */
  duration?: number;
  /** The whole answer, for a `fetch` that hands it to `getVideo()`: the instance need not be asked twice. */
  response: Response;
}

/** Options of {@link previewVideo}. */
export interface PreviewOptions {
  signal?: AbortSignal;
  /** @defaultValue the global one */
  fetch?: typeof fetch;
}

interface Answer {
  readonly name?: string;
  readonly duration?: number;
  readonly isLive?: boolean;
  readonly state?: { readonly id: number };
  readonly privacy?: { readonly id: number };
  readonly thumbnailPath?: string;
  readonly previewPath?: string;
  /** Since PeerTube 8. */
  readonly thumbnails?: readonly { readonly width?: number; readonly fileUrl?: string }[];
}

/** Published, as `VIDEO_STATE` has it, and open to everyone: this file has no imports, so that it costs a page little. */
const PUBLISHED = 1;
const LAST_OPEN_PRIVACY = 2;

/**
 * Title, picture and length of a public video, by one request and without a client: this function alone is some 500
 * bytes. For pages that show many videos and play few of them.
 *
 * `undefined` for everything else, of which `getVideo()` says what it is: a live, a video that is not public or not
 * ready, one that is missing, an instance that does not answer.
 *
 * @see PeerTube REST API, "Get a video"; pictures are `previewPath` up to PeerTube 7 and `thumbnails` since 8.
 * @example
 * ```ts
 * import { previewVideo } from '@piyakast/sdk/preview';
 *
 * const preview = await previewVideo('https://video.example', 'gRjscAKWouefiE5Tmt8MeC');
 * if (preview) console.log(preview.title, preview.thumbnailUrl, preview.duration, 'seconds');
 * ```
 */
export async function previewVideo(
  instance: string,
  id: string,
  { signal, fetch = globalThis.fetch }: PreviewOptions = {},
): Promise<VideoPreview | undefined> {
  try {
    const response = await fetch(previewUrl(instance, id), signal === undefined ? {} : { signal });
    if (!response.ok) return undefined;
    const { name, duration, isLive, state, privacy, ...pictures } = (await response.clone().json()) as Answer;
    const isOpen = state?.id === PUBLISHED && privacy !== undefined && privacy.id <= LAST_OPEN_PRIVACY;
    if (isLive || !isOpen || name === undefined) return undefined;
    const thumbnail = pictureOf(pictures);
    return {
      title: name,
      ...(thumbnail ? { thumbnailUrl: new URL(thumbnail, instance).href } : {}),
      ...(duration ? { duration } : {}),
      response,
    };
  } catch {
    // Refused, offline, no JSON: a question of the client says which, and tries again.
    return undefined;
  }
}

/** The address that {@link previewVideo} asks, and `getVideo()` too. */
export function previewUrl(instance: string, id: string): string {
  return new URL(`/api/v1/videos/${encodeURIComponent(id)}`, instance).href;
}

function pictureOf({ thumbnails = [], previewPath, thumbnailPath }: Answer): string | undefined {
  const [largest] = [...thumbnails].sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return largest?.fileUrl ?? previewPath ?? thumbnailPath;
}
