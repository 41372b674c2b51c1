/** Zoom by pointer, for who has no wheel. */
import { h } from "../dom.js";
import { icon } from "../icons.js";

/** @param {any} words @param {import("../cluster-canvas.js").ClusterCanvas} canvas */
export function zoomButtons({ canvas: words }, canvas) {
  const button = (label, picture, onclick) =>
    h("button", { type: "button", "aria-label": label, title: label, onclick }, icon(picture));
  return h(
    "div",
    { class: "canvas-zoom" },
    button(words.zoomIn, "plus", () => canvas.zoomBy(1.4, undefined, undefined, true)),
    button(words.zoomOut, "minus", () => canvas.zoomBy(1 / 1.4, undefined, undefined, true)),
    button(words.zoomFit, "fit", () => canvas.showAll()),
  );
}
