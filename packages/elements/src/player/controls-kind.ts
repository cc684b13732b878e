/** Which controls a player has: its own (`controls`), the browser's (`controls="native"`), or none. */
export type ControlsKind = 'own' | 'native' | 'none';

export function controlsKindOf(player: Element): ControlsKind {
  const value = player.getAttribute('controls');
  if (value === null) return 'none';
  return value === 'native' ? value : 'own';
}
