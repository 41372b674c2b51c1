/**
 * Whether a terminal waits for a line: what it has shown ends with a prompt (`user@lab:path$ `),
 * or with the `> ` that asks for the rest of an unfinished line.
 */

const ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]/g;
const PROMPT = /^(?:[\w-]+@[\w-]+:[^\s$]*\$ |> )$/;
const TAIL = 400;

/** What stands on the last line, without its escapes. */
export function lastLine(shown) {
  const tail = shown.slice(-TAIL).replace(ESCAPES, "");
  return tail.slice(Math.max(tail.lastIndexOf("\n"), tail.lastIndexOf("\r")) + 1);
}

/** @param {string} shown all, or the end, of what the terminal has shown */
export const waitsForLine = (shown) => PROMPT.test(lastLine(shown));

/** The longest beginning that all the words share. */
export function sharedStart(words) {
  if (!words.length) return "";
  let start = words[0];
  for (const word of words) while (!word.startsWith(start)) start = start.slice(0, -1);
  return start;
}

/** Words in columns that fit the width, as a shell lists its completions. */
export function inColumns(words, width) {
  const cell = Math.max(...words.map((word) => word.length)) + 2;
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(words.length / columns);
  const line = (row) =>
    Array.from({ length: columns }, (_, column) => words[column * rows + row] ?? "")
      .map((word) => word.padEnd(cell))
      .join("")
      .trimEnd();
  return Array.from({ length: rows }, (_, row) => line(row));
}
