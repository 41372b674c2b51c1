/** What a machine says (YAML, describe), with a button that copies it. */
import { h, say } from "../dom.js";

export function machineText(words, text) {
  const copy = async (event) => {
    await navigator.clipboard.writeText(text);
    say(event.target, words.inspector.copied);
  };
  const button = h(
    "button",
    { type: "button", class: "button button-quiet copy", onclick: copy },
    words.inspector.copy,
  );
  return h("div", { class: "machine-text" }, button, h("pre", { tabindex: 0 }, text));
}
