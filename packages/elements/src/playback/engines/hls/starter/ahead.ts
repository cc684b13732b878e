/** Answers to requests that were made before the code that reads them was there, by their address. */
const answers = new Map<string, Promise<Response>>();

/** Requests a playlist now; {@link takeAhead} has the answer. */
export function requestAhead(url: string): void {
  const answer = fetch(url);
  // A failure is handled where the answer is taken, and it may never be.
  answer.catch(() => undefined);
  answers.set(url, answer);
}

/** The answer, once. */
export function takeAhead(url: string): Promise<Response> | undefined {
  const answer = answers.get(url);
  answers.delete(url);
  return answer;
}
