const UNITS = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 };

/** `2GB`, `1.5 MB`, `700`: in units of 1024, as PeerTube counts. */
export function parseBytes(text) {
  const [, number, unit = 'B'] = /^([\d.]+)\s*([KMG]?B)?$/i.exec(text) ?? [];
  if (number === undefined) throw new Error(`"${text}" is no size. Give one such as 2GB or 500MB.`);
  return Math.round(Number(number) * UNITS[unit.toUpperCase()]);
}

export const formatBytes = (bytes) => `${(bytes / UNITS.MB).toFixed(1)} MB`;
