/** The icons of the lab's buttons, as SVG from the lucide package. */
import chevron from "lucide-static/icons/chevron-down.svg";
import close from "lucide-static/icons/x.svg";
import fit from "lucide-static/icons/maximize.svg";
import fork from "lucide-static/icons/git-fork.svg";
import minus from "lucide-static/icons/minus.svg";
import now from "lucide-static/icons/arrow-right-to-line.svg";
import pause from "lucide-static/icons/pause.svg";
import play from "lucide-static/icons/play.svg";
import plus from "lucide-static/icons/plus.svg";
import power from "lucide-static/icons/power.svg";
import share from "lucide-static/icons/share-2.svg";
import step from "lucide-static/icons/step-forward.svg";

const ICONS = { chevron, close, fit, fork, minus, now, pause, play, plus, power, share, step };

/** @param {keyof typeof ICONS} name @returns {SVGElement} */
export function icon(name) {
  const holder = document.createElement("template");
  holder.innerHTML = ICONS[name];
  const svg = /** @type {SVGElement} */ (holder.content.querySelector("svg"));
  svg.classList.add("icon");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}
