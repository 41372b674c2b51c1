/** A DaemonSet: on how many of the nodes that it is for it runs. */
import { s } from "../../dom.js";
import { dot, head, line } from "./parts.js";

const BAR = 46;

export function drawDaemons(pill, { picture }) {
  const { desired, ready } = pill.entry.card;
  const share = desired ? Math.min(1, ready / desired) : 0;
  const bar = { x: 14, y: 34, height: 6, rx: 3 };
  return [
    dot(),
    head(pill, 28, picture.daemons.kind),
    s("rect", { class: "pill-track", ...bar, width: BAR }),
    share ? s("rect", { class: "pill-share", ...bar, width: BAR * share }) : [],
    line(picture.daemons.nodes(ready, desired), 14 + BAR + 10, 41),
  ];
}
