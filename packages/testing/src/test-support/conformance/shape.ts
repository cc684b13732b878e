/** How two JSON values differ in keys, types and nullability. Values may differ. @param partial Keys were left out. */
export function shapeDifferences(recorded: unknown, actual: unknown, partial = false, path = 'body'): string[] {
  const [expected, found] = [typeOf(recorded), typeOf(actual)];
  if (expected !== found) return [`${path}: recorded ${expected}, answered ${found}`];
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    if (recorded.length === 0) return [];
    if (actual.length === 0) return [`${path}: recorded items, answered none`];
    return shapeDifferences(recorded[0], actual[0], partial, `${path}[0]`);
  }
  if (!isRecord(recorded) || !isRecord(actual)) return [];
  const shortened = partial || '...' in recorded;
  const missing = Object.keys(recorded).filter((key) => key !== '...' && !(key in actual));
  const extra = shortened ? [] : Object.keys(actual).filter((key) => !(key in recorded));
  return [
    ...missing.map((key) => `${path}.${key}: missing`),
    ...extra.map((key) => `${path}.${key}: not recorded`),
    ...Object.keys(recorded)
      .filter((key) => key in actual && recorded[key] !== '<shortened>')
      .flatMap((key) => shapeDifferences(recorded[key], actual[key], partial, `${path}.${key}`)),
  ];
}

/** Fields of a problem document that clients branch on, or show: their values must be those that were recorded. */
const PROBLEM_FIELDS = ['type', 'title', 'status', 'code', 'detail'];

/** How the values of two problem documents differ. @param substitute Puts this run's values in the place of recorded ones. */
export function problemDifferences(recorded: unknown, actual: unknown, substitute: (text: string) => string): string[] {
  if (!isRecord(recorded) || !isRecord(actual) || !('detail' in recorded)) return [];
  return PROBLEM_FIELDS.flatMap((field) => {
    const [expected, found] = [recorded[field], actual[field]].map((value) => String(value));
    return substitute(expected ?? '') === found ? [] : [`body.${field}: recorded ${expected}, answered ${found}`];
  });
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Headers whose presence and value an integrator can depend on. */
const EXACT_HEADERS = [
  'content-type',
  'cache-control',
  'pragma',
  'accept-ranges',
  'x-peertube-otp',
  'x-frame-options',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'content-disposition',
];
/** Headers whose value depends on the moment or on the instance. */
const PRESENT_HEADERS = [
  'location',
  'range',
  'content-range',
  'retry-after',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
];

export function headerDifferences(recorded: Record<string, string>, actual: Headers): string[] {
  const exact = EXACT_HEADERS.flatMap((name) => {
    const [expected, found] = [recorded[name], actual.get(name) ?? undefined];
    return normal(expected) === normal(found) ? [] : [`${name}: recorded ${expected}, answered ${found}`];
  });
  const present = PRESENT_HEADERS.flatMap((name) =>
    name in recorded === actual.has(name) ? [] : [`${name}: ${name in recorded ? 'missing' : 'not recorded'}`],
  );
  return [...exact, ...present];
}

const normal = (value: string | undefined) => value?.toLowerCase().replaceAll(/\s/g, '');
