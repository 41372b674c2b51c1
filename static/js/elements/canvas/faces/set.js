/** A StatefulSet: its numbered places, and how far an update has come down to its partition. */
import { isUpdating } from "../../../state/ordinals.js";
import { MOST_SLOTS, SLOT } from "../../../state/workloads.js";
import { s } from "../../dom.js";
import { dot, head, line } from "./parts.js";

const TOP = 28;
const PITCH = SLOT + 3;

export function drawSet(pill, { picture }) {
  const { card } = pill.entry;
  const { ordinals } = pill.facts;
  const words = picture.set;
  const shown = ordinals.slice(0, MOST_SLOTS);
  const more = ordinals.length - shown.length;
  const kind = kindOf(card, words);
  const rest = more ? [line(`+${more}`, 16 + shown.length * PITCH, TOP + 13)] : [];
  return [dot(), head(pill, 28, kind), shown.map(slot), partition(card, shown), rest];
}

function kindOf(card, words) {
  if (!isUpdating(card)) return words.kind;
  return card.partition ? words.partition(card.partition) : words.update;
}

function slot({ number, presence, old }, index) {
  const x = 14 + index * PITCH;
  return s(
    "g",
    {
      class: "slot",
      "data-presence": presence,
      "data-old": old,
      transform: `translate(${x} ${TOP})`,
    },
    s("rect", { width: SLOT, height: SLOT, rx: 5 }),
    s("text", { x: SLOT / 2, y: 13 }, presence === "broken" ? "!" : String(number)),
    old ? s("path", { class: "slot-old", d: `M3 ${SLOT + 3.5}h${SLOT - 6}` }) : null,
  );
}

/** The mark before the first ordinal that an update may reach. */
function partition({ partition: from }, shown) {
  const index = shown.findIndex(({ number }) => number >= from);
  if (!from || index <= 0) return [];
  const x = 14 + index * PITCH - 1.5;
  return [s("path", { class: "slot-partition", d: `M${x} ${TOP - 3}v${SLOT + 6}` })];
}
