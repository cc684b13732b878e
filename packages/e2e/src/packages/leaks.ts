/** What must not be in a published file: names of what it looks like, and its look. */
const SECRETS: Record<string, RegExp> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a JSON web token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  'an access token': /\bBearer [\w.~+/-]{20,}/,
  "a token of PeerTube's form": /["'`=:][0-9a-f]{40}["'`&\s]/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a token of GitHub or npm': /\b(?:gh[pousr]_|npm_)[A-Za-z0-9]{30,}/,
  'a password in a URL': /\bhttps?:\/\/[^\s/:@"'`]+:[^\s/@"'`$]+@/,
  'a path of a machine': /(?:^|["'`\s(=])(?:\/(?:home|root|Users|work|opt|tmp)\/[\w.-]+|[A-Z]:\\\\?Users\\\\?)/m,
  'a file URL': /\bfile:\/\/\/[\w.-]/,
};

/**
 * What a text gives away: secrets by their look, and the given words of this machine.
 *
 * @param machine - Folders and names; too short ones would be found by chance and are left out.
 */
export function leaksIn(text: string, machine: readonly string[]): string[] {
  const secrets = Object.entries(SECRETS).flatMap(([what, look]) => {
    const found = look.exec(text)?.[0];
    return found === undefined ? [] : [`${what}: ${found.slice(0, 60)}`];
  });
  const words = machine.filter((word) => word.length > 5 && text.includes(word));
  return [...secrets, ...words.map((word) => `a word of this machine: ${word}`)];
}
