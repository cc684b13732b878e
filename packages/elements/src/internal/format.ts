import type { Language } from '../i18n/i18n.js';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function unit(value: number, name: string, language: Language, digits = 0): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** `1_500_000` becomes `1.5 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return unit(value, BYTE_UNITS[power] ?? 'byte', language, power > 0 && value < 100 ? 1 : 0);
}

/** Seconds as a person says them: `25 sec`, `4 min`, `1 hr 5 min`. */
export function formatSeconds(seconds: number, language: Language): string {
  if (seconds < 60) return unit(Math.max(1, Math.round(seconds)), 'second', language);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute', language);
  const hours = unit(Math.floor(minutes / 60), 'hour', language);
  return minutes % 60 === 0 ? hours : `${hours} ${unit(minutes % 60, 'minute', language)}`;
}
