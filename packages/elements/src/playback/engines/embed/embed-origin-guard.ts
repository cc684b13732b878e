/** The frames that are watched, and the origin each was opened on. */
const guarded = new Map<HTMLIFrameElement, string>();
let isListening = false;

/**
 * Keeps messages from a frame away from the page when they do not come from the origin that the frame was opened on.
 *
 * The embed API listens to any origin, so a frame that was led elsewhere could drive the player. Listeners of a window
 * run in the order of their registration, capturing or not; so one guard is registered before the API is imported, and
 * stays.
 */
export function guardEmbedOrigin(frame: HTMLIFrameElement, origin: string, signal: AbortSignal): void {
  if (!isListening) window.addEventListener('message', refuseOtherOrigins);
  isListening = true;
  guarded.set(frame, origin);
  signal.addEventListener('abort', () => guarded.delete(frame), { once: true });
}

function refuseOtherOrigins(event: MessageEvent): void {
  if (event.source === null) return;
  for (const [frame, origin] of guarded) {
    if (event.source === frame.contentWindow && event.origin !== origin) event.stopImmediatePropagation();
  }
}
