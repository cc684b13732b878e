import type { Language } from './preferences.js';

/** `125` becomes `2:05`. */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** `1_500_000` becomes `1.5 MB`. */
export function formatSize(bytes: number, language: Language): string {
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 1), units.length);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power - 1] ?? 'gigabyte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `3 minutes ago`, `yesterday`; a date after a week. */
export function formatAgo(iso: string, language: Language, nowMs = Date.now()): string {
  const date = new Date(iso);
  const seconds = (nowMs - date.getTime()) / 1000;
  if (seconds > 7 * 86_400) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(date);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, length] of STEPS)
    if (seconds >= length) return relative.format(-Math.floor(seconds / length), unit);
  return relative.format(0, 'second');
}
