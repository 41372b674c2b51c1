/** What the faces of several pills are made of. */
import { s } from "../../dom.js";

/** A line of text of a pill. */
export const line = (text, x, y, name = "pill-line") => s("text", { class: name, x, y }, text);

/** The part of a name that fits into a width. */
export function fitted(text, width, letter = 7) {
  const most = Math.max(4, Math.floor(width / letter));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A pod's name without what its ReplicaSet adds: `web-…-x2x9q`. */
export const short = (name) => name.replace(/-[a-z0-9]{6,}-([a-z0-9]{5})$/, "-…-$1");

/** Name on the left, what it is on the right. */
export function head({ entry, width }, x, kind) {
  const room = width - x - kind.length * 5.6 - 20;
  return [
    line(fitted(entry.name, room, 6.8), x, 20, "pill-name"),
    s("text", { class: "pill-kind", x: width - 12, y: 20 }, kind),
  ];
}

/** The dot that has the owner's colour. */
export const dot = () => s("circle", { class: "pill-dot", cx: 17, cy: 15.5, r: 4.5 });

/** An arc about a centre, from one share of the turn to another; 0 is on top. */
export function arc(x, y, radius, from, to) {
  const end = Math.min(to, from + 0.9999);
  const at = (share) => {
    const angle = (share - 0.25) * 2 * Math.PI;
    const [right, down] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return `${(x + right).toFixed(2)} ${(y + down).toFixed(2)}`;
  };
  return `M${at(from)}A${radius} ${radius} 0 ${end - from > 0.5 ? 1 : 0} 1 ${at(end)}`;
}
