/** An address without what opens it: tokens never reach an event, a log or the page. */
export function publicUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  for (const name of [...parsed.searchParams.keys()]) {
    if (/token|signature|password|credential|secret|key/i.test(name)) parsed.searchParams.delete(name);
  }
  return parsed.href;
}
