import { redact } from '@piyakast/sdk';
import { destination, type Logger, multistream, pino, stdSerializers } from 'pino';

export type { Logger };

/** Names that hold a secret wherever they appear in a log line. */
const SECRET_NAMES = [
  'password',
  'token',
  'streamKey',
  'stream_key',
  'access_token',
  'refresh_token',
  'client_secret',
  'authorization',
  'cookie',
  'videoPasswords',
];

/**
 * Structured logs: JSON lines on standard output and, when a file is given, in that file too.
 *
 * Secrets are taken out twice: by the names of fields, and by the shape of texts and errors.
 */
export function createLog(options: { level: string; file?: string | undefined }): Logger {
  const streams = [{ stream: destination({ fd: 1, sync: false }), level: 'trace' as const }];
  if (options.file !== undefined) {
    streams.push({ stream: destination({ dest: options.file, mkdir: true, sync: false }), level: 'trace' as const });
  }
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: redactError, req: requestLine },
      hooks: {
        logMethod(args, method) {
          const clean = args.map((argument) => (typeof argument === 'string' ? redact(argument) : argument));
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
    },
    multistream(streams),
  );
}

/** A request without its query, which may hold a token or what its sender took for a harmless value. */
function requestLine({ method, url, ip }: { method: string; url: string; ip?: string }): object {
  return { method, path: url.split('?')[0], address: ip };
}

/** An error for a log line: with its causes, without what a reader must not see. */
export function redactError(error: unknown): unknown {
  return error instanceof Error ? redactDeep(stdSerializers.errWithCause(error)) : error;
}

function redactDeep(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redactDeep(inner)]));
}
