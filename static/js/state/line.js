/**
 * Editing of one line, as a shell's reader does it. A line is a value; each key makes a new one.
 *
 * @typedef {{text: string, cursor: number, killed: string}} Line
 */

/** @returns {Line} */
export const emptyLine = (killed = "") => ({ text: "", cursor: 0, killed });

/** @param {Line} line @returns {Line} */
export const insert = (line, text) => ({
  ...line,
  text: line.text.slice(0, line.cursor) + text + line.text.slice(line.cursor),
  cursor: line.cursor + text.length,
});

/** Puts the characters from `from` to the cursor in place of others. @returns {Line} */
export const replace = (line, from, text) => ({
  ...line,
  text: line.text.slice(0, from) + text + line.text.slice(line.cursor),
  cursor: from + text.length,
});

const cut = (line, from, to, keep) => ({
  text: line.text.slice(0, from) + line.text.slice(to),
  cursor: from,
  killed: keep ? line.text.slice(from, to) : line.killed,
});

const wordLeft = ({ text, cursor }) => {
  const before = text.slice(0, cursor).trimEnd();
  return before.lastIndexOf(" ") + 1;
};

const wordRight = ({ text, cursor }) => {
  const rest = /^\s*\S*/.exec(text.slice(cursor));
  return cursor + (rest ? rest[0].length : 0);
};

const moved = (line, cursor) => ({
  ...line,
  cursor: Math.min(line.text.length, Math.max(0, cursor)),
});

const EDITS = {
  left: (l) => moved(l, l.cursor - 1),
  right: (l) => moved(l, l.cursor + 1),
  home: (l) => moved(l, 0),
  end: (l) => moved(l, l.text.length),
  "word-left": (l) => moved(l, wordLeft(l)),
  "word-right": (l) => moved(l, wordRight(l)),
  backspace: (l) => (l.cursor ? cut(l, l.cursor - 1, l.cursor, false) : l),
  delete: (l) => cut(l, l.cursor, l.cursor + 1, false),
  "kill-start": (l) => cut(l, 0, l.cursor, true),
  "kill-end": (l) => cut(l, l.cursor, l.text.length, true),
  "kill-word": (l) => cut(l, wordLeft(l), l.cursor, true),
  yank: (l) => insert(l, l.killed),
};

/** The line after an edit; the same line for an edit it does not know. @returns {Line} */
export const edit = (line, name) => (EDITS[name] ? EDITS[name](line) : line);

/** What the terminal sends for a key → the edit's name. */
export const KEYS = {
  "\x1b[D": "left",
  "\x1b[C": "right",
  "\x1bOD": "left",
  "\x1bOC": "right",
  "\x1b[H": "home",
  "\x1bOH": "home",
  "\x1b[1~": "home",
  "\x1b[F": "end",
  "\x1bOF": "end",
  "\x1b[4~": "end",
  "\x1b[1;5D": "word-left",
  "\x1b[1;5C": "word-right",
  "\x1bb": "word-left",
  "\x1bf": "word-right",
  "\x1b[3~": "delete",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x01": "home",
  "\x02": "left",
  "\x04": "delete",
  "\x05": "end",
  "\x06": "right",
  "\x0b": "kill-end",
  "\x15": "kill-start",
  "\x17": "kill-word",
  "\x19": "yank",
};
