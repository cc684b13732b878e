/**
 * The categories of the product, each with the label that a stock PeerTube has for it. Instances number their categories
 * themselves, so a category is found by label (docs/promises.md, row 7): by its own name first, then by this label.
 *
 * @example
 * ```ts
 * import { CATEGORIES } from '@piyakast/sdk';
 *
 * console.log(CATEGORIES['K-Drama']); // Films
 * ```
 */
export const CATEGORIES = {
  'K-Beauty': 'How To',
  'K-Pop': 'Music',
  'K-Drama': 'Films',
  'K-Movie': 'Films',
  'K-Food': 'Food',
  Gaming: 'Gaming',
  Technology: 'Science & Technology',
  Education: 'Education',
  Entertainment: 'Entertainment',
  Music: 'Music',
} as const;

/** One of the product's ten categories. */
export type KnownCategory = keyof typeof CATEGORIES;

/** A category by name: one of the product's, or any other label that an instance offers. */
export type Category = KnownCategory | (string & Record<never, never>);

/**
 * The label for a category that neither the instance nor the product knows.
 *
 * @example
 * ```ts
 * import { FALLBACK_CATEGORY_LABEL } from '@piyakast/sdk';
 *
 * console.log(FALLBACK_CATEGORY_LABEL); // Entertainment
 * ```
 */
export const FALLBACK_CATEGORY_LABEL = CATEGORIES.Entertainment;

/**
 * An instance's number for a category.
 *
 * @param category - One of {@link CATEGORIES}, or any label of the instance; case does not matter.
 * @param labels - `GET /videos/categories`: number to label.
 * @param overrides - The operator's own map, from category to label or number.
 * @returns `undefined` when the instance has no label that fits, not even {@link FALLBACK_CATEGORY_LABEL}.
 * @example
 * ```ts
 * import { categoryId } from '@piyakast/sdk';
 *
 * console.log(categoryId('K-Pop', { 1: 'Music', 10: 'Entertainment' })); // 1
 * ```
 */
export function categoryId(
  category: string,
  labels: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string | number>> = {},
): number | undefined {
  const override = labelledValue(overrides, category);
  if (typeof override === 'number') return override;
  for (const candidate of [override, category, labelledValue(CATEGORIES, category), FALLBACK_CATEGORY_LABEL]) {
    const [id] = Object.entries(labels).find(([, label]) => isSame(label, candidate ?? '')) ?? [];
    if (id !== undefined) return Number(id);
  }
  return undefined;
}

const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

function labelledValue<Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.entries(map).find(([key]) => isSame(key, name))?.[1];
}
