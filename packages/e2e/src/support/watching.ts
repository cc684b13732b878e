import type { Page } from 'playwright-core';

/** What an element of ours shows at one moment. */
export interface Watching {
  currentTime: number;
  paused: boolean;
  /** Pictures shown so far; -1 where an iframe shows them. */
  frames: number;
  /** What plays: `hls`, `file`, `embed`, or nothing yet. */
  engine: string | undefined;
  text: string;
}

/** Reads an element of ours in the page. */
export function watching(page: Page, selector: string): Promise<Watching> {
  return page.locator(selector).evaluate((element) => {
    const media = element as HTMLMediaElement;
    const video = element.shadowRoot?.querySelector('video');
    const iframe = element.shadowRoot?.querySelector('iframe');
    return {
      currentTime: media.currentTime,
      paused: media.paused,
      frames: iframe ? -1 : (video?.getVideoPlaybackQuality().totalVideoFrames ?? 0),
      engine: element.getAttribute('data-e2e-engine') ?? undefined,
      text: element.shadowRoot?.textContent ?? '',
    };
  });
}

/** Notes on each element which engine plays, from its own event. Call before the page loads. */
export async function noteEngines(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('piya-sourcechange', (event) => {
      const { kind } = (event as CustomEvent<{ kind: string }>).detail;
      (event.composedPath()[0] as Element).setAttribute('data-e2e-engine', kind);
    });
  });
}
