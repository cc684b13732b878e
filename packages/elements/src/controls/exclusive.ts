/** Fired at the document by an exclusive player that starts; two versions of the kit on a page know the same name. */
const STARTED = 'piya-exclusive-start';

type Exclusive = HTMLElement & { readonly exclusive: boolean; readonly paused: boolean; pause(): void };

/** One exclusive player of a page plays at a time: the one that starts pauses the others. Ends with the signal. */
export function playAlone(player: Exclusive, signal: AbortSignal): void {
  const { ownerDocument } = player;
  const announce = () => {
    if (player.exclusive) ownerDocument.dispatchEvent(new CustomEvent(STARTED, { detail: player }));
  };
  player.addEventListener('play', announce, { signal });
  ownerDocument.addEventListener(
    STARTED,
    (event) => {
      if (player.exclusive && (event as CustomEvent<unknown>).detail !== player) player.pause();
    },
    { signal },
  );
  // It may have started while this was loading.
  if (!player.paused) announce();
}
