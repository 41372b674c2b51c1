/** The rows of a portrait: texts, links, moments, meters, tables, sentences (docs/protocol.md). */
import { formatTime } from "../../state/clock.js";
import { duration, number, percent } from "../../state/format.js";
import { scheduleOf } from "../../state/schedule.js";
import { h, rich } from "../dom.js";

/** @param {import("../grappe-lab.js").GrappeLab} lab @param {any} portrait */
export function portraitRows(lab, portrait) {
  const { rows } = lab.words.portrait;
  return portrait.rows.flatMap(([name, value]) => {
    const wide = value?.columns ? { class: "wide" } : null;
    return [h("dt", wide, rows[name] ?? name), h("dd", wide, shown(lab, value, rows[name] ?? name))];
  });
}

/** A sentence of the page's catalogue as plain text with light marks. */
export function saying({ words, lang }, { says, args }) {
  const sentence = words.portrait.says[says];
  const format = {
    duration: (us) => duration(us, lang),
    number: (value) => number(value, lang),
    percent: (share) => percent(share, lang),
    schedule: (text) => words.portrait.schedule(scheduleOf(text)),
  };
  return sentence ? sentence(args, format) : `\`${says}\``;
}

/** One value as nodes. */
function shown(lab, value, label) {
  if (Array.isArray(value)) return list(lab, value, label);
  if (value === null || typeof value !== "object") return text(value);
  if (value.key) return objectLink(lab, value);
  if (value.says) return h("span", null, rich(saying(lab, value)));
  if (value.columns) return table(lab, value, label);
  if ("meter" in value) return meter(value, label);
  return moment(lab, value.time);
}

const text = (value) => h("span", null, String(value ?? ""));

/** Links and words in a row; sentences below one another. */
function list(lab, values, label) {
  const flowing = values.every((value) => typeof value !== "object" || value?.key);
  return h(
    "span",
    { class: flowing ? "portrait-list" : "portrait-lines" },
    values.map((value) => shown(lab, value, label)),
  );
}

export const objectLink = (lab, { key, text: name }) =>
  h("button", { type: "button", class: "object-link", onclick: () => lab.select(key) }, name);

/** What is past can be gone to; what is to come is told with how long it takes. */
function moment(lab, time) {
  const { words, lang, snapshot } = lab;
  const at = formatTime(time, { millis: false });
  const ahead = time - snapshot.time;
  if (ahead > 0) return h("span", null, words.portrait.ahead(at, duration(ahead, lang)));
  if (time < 0) return h("span", null, words.portrait.beforeStart);
  const go = () => lab.seek(time);
  return h(
    "button",
    { type: "button", class: "object-link", title: words.inspector.goTo(at), onclick: go },
    at,
  );
}

function meter({ meter: share, text: said }, label) {
  const tone = share >= 1 ? "bad" : share >= 0.8 ? "wait" : "good";
  return h(
    "span",
    { class: "portrait-meter", "data-tone": tone },
    h("meter", { min: 0, max: 1, value: share, "aria-label": `${label} ${said}` }),
    h("span", null, said),
  );
}

function table(lab, { columns, rows }, label) {
  const names = lab.words.portrait.columns;
  const head = columns.map((column) => h("th", { scope: "col" }, names[column] ?? column));
  const body = rows.map((cells) =>
    h(
      "tr",
      null,
      cells.map((cell) => h("td", null, cell === null ? "" : shown(lab, cell, label))),
    ),
  );
  return h(
    "div",
    { class: "scroll-x", tabindex: 0, role: "region", "aria-label": label },
    h(
      "table",
      { class: "portrait-table" },
      h("thead", null, h("tr", null, head)),
      h("tbody", null, body),
    ),
  );
}
