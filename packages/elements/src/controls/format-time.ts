/** Seconds as `1:05` or `1:02:03`; hours show when `longest` has them, so that the width stays. */
export function formatTime(seconds: number, longest = seconds): string {
  if (!Number.isFinite(seconds)) return '–:––';
  const whole = Math.floor(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const hasHours = hours > 0 || (Number.isFinite(longest) && Math.abs(longest) >= 3600);
  const text = hasHours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return seconds <= -1 ? `−${text}` : text;
}

/** Seconds in words, as a screen reader is to say them: `1 minute, 5 seconds`, `1분 5초`. */
export function spokenTime(seconds: number, language: string): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ] as const;
  const said = parts.filter(([value], index) => value > 0 || (index === 2 && whole === 0));
  return said
    .map(([value, unit]) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value))
    .join(language === 'ko' ? ' ' : ', ');
}
