/** The chain of causes: a thread of moments, each a link to its time on the timeline. */
import { formatTime } from "../../state/clock.js";
import { duration, gap } from "../../state/format.js";
import { wordFact } from "../../words/index.js";
import { h, rich } from "../dom.js";

/**
 * @param {import("../grappe-lab.js").GrappeLab} lab
 * @param {any[]} moments oldest first
 * @param {string} title
 */
export function whyThread(lab, moments, title) {
  const { words } = lab;
  const body = moments.length
    ? h(
        "ol",
        { class: "why" },
        moments.map((moment, i) => row(lab, moment, moments[i - 1])),
      )
    : h("p", { class: "muted" }, words.inspector.whyNone);
  return h("section", { class: "inspector-why" }, h("h3", null, title), body);
}

function row(lab, moment, before) {
  const { words } = lab;
  const { lang } = lab;
  const at = formatTime(moment.time, { millis: false });
  const sentence = wordFact(words, moment, {
    duration: (us) => duration(us, lang),
    kind: (resource) => words.states.kinds[resource] ?? resource,
  });
  const actor = words.why.actors[moment.actor] ?? moment.actor;
  const when = before ? `${gap(moment.time - before.time, lang)}${who(moment, actor)}` : at;
  const go = () => lab.seek(moment.time);
  return h(
    "li",
    null,
    h("span", { class: "why-fact" }, rich(sentence)),
    h(
      "button",
      { type: "button", class: "why-time", title: words.inspector.goTo(at), onclick: go },
      when,
    ),
  );
}

const who = (moment, actor) => (moment.fact.startsWith("command") || !actor ? "" : ` · ${actor}`);
