import { setTimeout as sleep } from 'node:timers/promises';

/**
 * `fetch` that waits out a 429: all test files share the instance's limit on requests, and a test that looks at the status of
 * one request would find this one.
 */
export async function fetchWithinLimit(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  for (;;) {
    const response = await fetch(request.clone());
    if (response.status !== 429) return response;
    await response.body?.cancel();
    await sleep(Number(response.headers.get('retry-after') ?? 1) * 1_000);
  }
}
