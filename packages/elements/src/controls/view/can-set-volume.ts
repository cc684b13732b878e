/** Whether a page can change how loud it is; on an iPhone only the device's keys can. */
export function canSetVolume(): boolean {
  const probe = document.createElement('video');
  probe.volume = 0.5;
  return probe.volume === 0.5;
}
