import type { Caption, CaptionTrack } from '../engine.js';

/** The text tracks of a `<video>` that a viewer reads. */
export function textTracksOf(video: HTMLVideoElement): TextTrack[] {
  return [...video.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles');
}

/** The same, as an engine lists them. */
export function captionsOf(video: HTMLVideoElement): Caption[] {
  return textTracksOf(video).map((track, index) => ({
    id: idOf(track, index),
    label: track.label || track.language,
    active: track.mode === 'showing',
  }));
}

/** Shows one text track and hides the others; null hides all. */
export function showCaption(video: HTMLVideoElement, id: string | null): void {
  const wanted = id === null ? undefined : matchCaption(captionsOf(video), id);
  textTracksOf(video).forEach((track, index) => {
    track.mode = wanted !== undefined && idOf(track, index) === wanted.id ? 'showing' : 'disabled';
  });
}

/** The caption of this id, else the one in the same language: `ko` for `ko-KR`. */
export function matchCaption(captions: readonly Caption[], id: string): Caption | undefined {
  const language = (of: string) => of.split('-', 1)[0]?.toLowerCase();
  return captions.find((caption) => caption.id === id) ?? captions.find((one) => language(one.id) === language(id));
}

/**
 * Gives a video its subtitles as `<track>`s, all hidden, until the signal aborts. Resolves when one can be shown.
 *
 * A text is fetched when it is shown first, and given to its track as a `blob:`. A `<track>` that asks another origin
 * itself needs `crossorigin` on the video, which then refuses every picture that comes without CORS.
 */
export async function addCaptionTracks(
  video: HTMLVideoElement,
  captions: readonly CaptionTrack[],
  signal: AbortSignal,
): Promise<void> {
  if (captions.length === 0) return;
  const settled = untilAdded(video, captions.length, signal);
  const loads = captions.map((caption) => addTrack(video, caption, signal));
  await settled;
  const loadShown = () => {
    for (const load of loads) load();
  };
  video.textTracks.addEventListener('change', loadShown, { signal });
}

/**
 * Chromium looks at new tracks once, and where one of them is already showing it adds another one in the browser's
 * language. So nothing is chosen before that.
 */
function untilAdded(video: HTMLVideoElement, count: number, signal: AbortSignal): Promise<void> {
  let missing = count;
  return new Promise((resolve) => {
    const onAdded = () => {
      missing -= 1;
      if (missing === 0) setTimeout(resolve);
    };
    video.textTracks.addEventListener('addtrack', onAdded, { signal });
  });
}

/** @returns What fetches the text, when the track is shown and has none. */
function addTrack(video: HTMLVideoElement, { language, label, url }: CaptionTrack, signal: AbortSignal): () => void {
  const element = document.createElement('track');
  Object.assign(element, { id: language, kind: 'subtitles', label, srclang: language });
  video.append(element);
  signal.addEventListener('abort', () => {
    element.remove();
    URL.revokeObjectURL(element.src);
  });
  let isAsked = false;
  return () => {
    if (isAsked || element.track.mode !== 'showing') return;
    isAsked = true;
    fetchText(url, signal).then(
      (text) => {
        if (!signal.aborted) element.src = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }));
      },
      (error: unknown) => {
        if (signal.aborted) return;
        console.warn(`piya: the subtitles "${label}" could not be loaded:`, error);
        // Off again, so that the viewer sees it and can ask once more.
        isAsked = false;
        element.track.mode = 'disabled';
      },
    );
  };
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}

const idOf = (track: TextTrack, index: number): string => track.id || track.language || String(index);
