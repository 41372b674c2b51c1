/** The CodeMirror side of the editor: what a file's state is made of. */
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  HighlightStyle,
  bracketMatching,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const CHECK_AFTER = 350;

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "#8ab4f8" },
  { tag: [tags.string, tags.content], color: "#e8e4ee" },
  { tag: [tags.number, tags.bool, tags.null], color: "#f0c674" },
  { tag: tags.comment, color: "#9a91a8", fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation, tags.meta], color: "#c7a4ff" },
]);

const face = EditorView.theme(
  {
    "&": { height: "100%", fontSize: "13px", color: "#e8e4ee", backgroundColor: "#16131d" },
    ".cm-scroller": {
      fontFamily: 'ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, monospace',
      lineHeight: "1.45",
    },
    ".cm-gutters": { backgroundColor: "#16131d", color: "#8d849c", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "#211c2b" },
    ".cm-cursor": { borderLeftColor: "#e8e4ee" },
    "&.cm-focused": { outline: "none" },
    ".cm-tooltip": { backgroundColor: "#2a2437", border: "1px solid #453c58", borderRadius: "8px" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "#5b4786", color: "#fff" },
    ".cm-completionDetail": { color: "#d9d0e8" },
    ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": {
      backgroundColor: "#4a3d66 !important",
    },
  },
  { dark: true },
);

/** Offset of a line and column, both counted from 1. */
const offset = (doc, line, column) => {
  const at = doc.line(Math.min(doc.lines, Math.max(1, line)));
  return Math.min(at.to, at.from + Math.max(0, column - 1));
};

/**
 * @param {string} text
 * @param {{label: string, check: (text: string) => Promise<any[]>, apply: () => void,
 *   suggest: (text: string, line: number, column: number) => Promise<any>,
 *   changed: (text: string) => void, problems: (count: number) => void}} file
 */
export function fileState(text, file) {
  const listener = EditorView.updateListener.of((update) => {
    if (update.docChanged) file.changed(update.state.doc.toString());
  });
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      indentUnit.of("  "),
      yaml(),
      syntaxHighlighting(colours),
      face,
      lintGutter(),
      linter((view) => diagnose(view, file), { delay: CHECK_AFTER }),
      autocompletion({ override: [(context) => complete(context, file)] }),
      keymap.of([
        { key: "Mod-Enter", run: () => (file.apply(), true) },
        ...completionKeymap,
        ...lintKeymap,
        ...defaultKeymap,
        ...historyKeymap,
        indentWithTab,
      ]),
      EditorView.contentAttributes.of({ "aria-label": file.label, tabindex: "0" }),
      listener,
    ],
  });
}

async function diagnose(view, file) {
  const { doc } = view.state;
  const items = await file.check(doc.toString()).catch(() => []);
  file.problems(items.filter(({ severity }) => severity === "error").length);
  return items.map(({ line, column, endLine, endColumn, severity, message }) => {
    const from = offset(doc, line, column);
    const to = offset(doc, endLine ?? line, endColumn ?? column + 1);
    return { from, to: Math.max(from, to), severity, message };
  });
}

async function complete(context, file) {
  const word = context.matchBefore(/[\w.-]*/);
  if (!context.explicit && word && word.from === word.to) return null;
  const line = context.state.doc.lineAt(context.pos);
  const text = context.state.doc.toString();
  const answer = await file
    .suggest(text, line.number, context.pos - line.from + 1)
    .catch(() => null);
  if (!answer?.items.length) return null;
  return {
    from: offset(context.state.doc, ...answer.from),
    options: answer.items.map(({ label, type, detail, doc }) => ({
      label,
      detail,
      type: type ?? "property",
      info: doc || undefined,
    })),
    validFor: /^[\w.-]*$/,
  };
}
