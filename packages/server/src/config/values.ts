import { ConfigError } from '@piyakast/sdk';

/** Variables by name, as `process.env` has them. An empty value counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

export function text(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}

export function list(env: Environment, name: string): string[] {
  const parts = text(env, name)?.split(',') ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

export function integer(env: Environment, name: string, range: { min: number; max: number }): number | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= range.min && number <= range.max)) {
    throw refuse(name, `must be a whole number from ${range.min} to ${range.max}`);
  }
  return number;
}

export function flag(env: Environment, name: string): boolean | undefined {
  const value = oneOf(env, name, ['1', 'true', '0', 'false'] as const);
  return value === undefined ? undefined : value === '1' || value === 'true';
}

export function oneOf<Value extends string>(
  env: Environment,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const known = values.find((candidate) => candidate === value);
  if (known === undefined) throw refuse(name, `must be one of ${values.join(', ')}`);
  return known;
}

/** An http(s) address without a trailing slash. */
export function url(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw refuse(name, 'must be an address that begins with http:// or https://');
  }
  if (parsed.username !== '' || parsed.password !== '') throw refuse(name, 'must not hold a name or a password');
  return value.replace(/\/+$/, '');
}

function refuse(name: string, reason: string): ConfigError {
  return new ConfigError(`${name} ${reason}.`, { code: 'config/invalid-option' });
}
