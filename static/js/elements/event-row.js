/** One event of the cluster as a row. */
import { ownerOf } from "../state/colours.js";
import { duration } from "../state/format.js";
import { find } from "../state/snapshot.js";
import { h, say } from "./dom.js";

/** @param {import("./grappe-lab.js").GrappeLab} lab @returns {HTMLElement} */
export function eventRow(lab, entry) {
  const { card } = entry;
  const about = card.about ?? ["", "", ""];
  const choose = () => lab.select(about);
  const dot = h("span", { class: "owner-dot" });
  const owner = ownerOf(
    find(lab.snapshot, about) ?? {
      resource: about[0],
      namespace: about[1],
      name: about[2],
      card: {},
    },
  );
  const colour = owner && lab.colours.get(owner);
  if (colour) dot.style.setProperty("--owner", `var(--${colour})`);
  const warning = card.type === "Warning";
  return h(
    "li",
    { class: warning ? "event event-warning" : "event" },
    h(
      "p",
      { class: "event-head" },
      dot,
      warning
        ? h(
            "span",
            { class: "event-sign", role: "img", "aria-label": lab.words.events.warning },
            "▲",
          )
        : null,
      h("strong", null, card.reason),
      " ",
      h("button", { type: "button", class: "object-link", onclick: choose }, shortName(about[2])),
      card.count > 1
        ? h("span", { class: "muted" }, ` ${lab.words.events.times(card.count)}`)
        : null,
    ),
    h("p", { class: "event-text" }, card.message),
    h("p", { class: "event-age" }, ageText(lab, card)),
  );
}

function ageText(lab, card) {
  const age = Math.floor((lab.now() - card.last) / 1e6) * 1e6;
  return `${lab.words.events.ago(duration(age, lab.lang, 120))} · ${card.source ?? ""}`;
}

/** Brings the age of a row up to now. */
export const ageRow = (lab, row, { card }) => say(row.lastElementChild, ageText(lab, card));

/** Pod names are long: their ends tell them apart. */
const shortName = (name) => name.replace(/^(.+)-[0-9a-f]{6,10}-([a-z0-9]{5})$/, "$1-…-$2");
