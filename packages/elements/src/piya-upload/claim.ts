/**
 * Takes an upload for this page, so that two tabs never send the same one.
 *
 * @returns How to let go of it; `undefined` while another tab has it.
 */
export async function claimUpload(key: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`piya-upload:${key}`, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
