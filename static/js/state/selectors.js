/** Label selectors as the API has them: who is meant by {matchLabels, matchExpressions}. */

const OPERATORS = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};

/**
 * Whether labels are selected; an empty selector selects everything.
 * @param {{matchLabels?: Record<string, string>,
 *   matchExpressions?: {key: string, operator: string, values?: string[]}[]}} selector
 * @param {Record<string, string> | undefined} labels
 */
export function selects(selector, labels = {}) {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) =>
      Boolean(OPERATORS[operator]?.(labels[key], values)),
    )
  );
}

/** True for a selector that names nothing, and so selects everything. */
export const isEmpty = (selector) =>
  !Object.keys(selector?.matchLabels ?? {}).length && !selector?.matchExpressions?.length;
