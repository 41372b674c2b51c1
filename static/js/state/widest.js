/**
 * How wide a terminal must be for the tables that were printed in it to keep their columns. A
 * narrow one scrolls sideways rather than break each row in two.
 */

const ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]/g;
/** What was typed wraps as in any terminal. */
const TYPED = /^(?:[\w-]+@[\w-]+:[^\s$]*\$ |> )/;
const MOST = 200;

/** Columns of the longest line that was printed in `text`, at most 200. */
export function widest(text) {
  const lines = text.replace(ESCAPES, "").split(/\r?\n/);
  const printed = lines.filter((line) => !TYPED.test(line));
  return Math.min(MOST, Math.max(0, ...printed.map((line) => line.trimEnd().length)));
}
