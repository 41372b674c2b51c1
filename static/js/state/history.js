/**
 * The lines typed before, newest last, and a walk through them.
 *
 * @typedef {{lines: string[], at: number, draft: string}} History  `at` = lines.length: the draft
 */

const MOST = 500;

/** @param {string[]} lines @returns {History} */
export const historyOf = (lines) => ({ lines, at: lines.length, draft: "" });

/** Remembers a line unless it is blank or repeats the last one. @returns {History} */
export function remember(history, text) {
  const { lines } = history;
  const keep = text.trim() && text !== lines.at(-1);
  return historyOf(keep ? [...lines, text].slice(-MOST) : lines);
}

/** One line older (−1) or newer (+1). @returns {{history: History, text: string} | null} */
export function walk(history, direction, current) {
  const at = history.at + direction;
  if (at < 0 || at > history.lines.length) return null;
  const draft = history.at === history.lines.length ? current : history.draft;
  return {
    history: { ...history, at, draft },
    text: at === history.lines.length ? draft : history.lines[at],
  };
}

/**
 * The newest line older than `before` that contains `needle`; -1 when there is none.
 * @param {History} history
 */
export function search(history, needle, before = history.lines.length) {
  if (!needle) return -1;
  for (let i = Math.min(before, history.lines.length) - 1; i >= 0; i -= 1)
    if (history.lines[i].includes(needle)) return i;
  return -1;
}
