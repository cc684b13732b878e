/**
 * What the product's categories are on an instance that has no label of that name.
 *
 * Instances number their categories themselves, so the way is from label to label.
 */
const DEFAULTS: Record<string, string> = {
  'k-pop': 'Music',
  music: 'Music',
  'k-drama': 'Films',
  'k-movie': 'Films',
  'k-beauty': 'How To',
  'k-food': 'Food',
  gaming: 'Gaming',
  technology: 'Science & Technology',
  education: 'Education',
  entertainment: 'Entertainment',
};

const ELSE = 'Entertainment';

/**
 * The instance's number for one of the product's categories.
 *
 * @param categories - `GET /videos/categories`: number to label.
 * @param overrides - The operator's own map, from label to label or number.
 * @returns `undefined` when the instance has no label that fits.
 */
export function categoryId(
  label: string,
  categories: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string | number>> = {},
): number | undefined {
  const override = find(Object.entries(overrides), label)?.[1];
  if (typeof override === 'number') return override;
  const wanted = [override, label, DEFAULTS[label.toLowerCase()], ELSE];
  for (const candidate of wanted) {
    if (candidate === undefined) continue;
    const id = Object.keys(categories).find((key) => same(categories[key], candidate));
    if (id !== undefined) return Number(id);
  }
  return undefined;
}

function find<Value>(entries: [string, Value][], label: string): [string, Value] | undefined {
  return entries.find(([key]) => same(key, label));
}

function same(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase();
}
