/** The elements that stand in a lab, by its mode. */
import { h } from "../dom.js";

/** @param {import("../grappe-lab.js").GrappeLab} lab @returns {Element[]} */
export function furnish(lab) {
  const notice = h("lab-notice", { class: "lab-notice" });
  if (lab.mode === "showcase")
    return [h("lab-clock", { class: "lab-clock" }), picture(lab), notice];
  return [
    h("lab-toolbar", { class: "lab-toolbar" }),
    h("lab-tabs", { class: "lab-tabs" }),
    ...(lab.mode === "lesson" ? [splitter(lab, "lesson", "vertical")] : []),
    h(
      "div",
      { class: "lab-panes" },
      picture(lab),
      splitter(lab, "side", "vertical"),
      pane("inspector", h("object-inspector")),
      splitter(lab, "bottom", "horizontal"),
      pane("terminal", h("lab-tools")),
      pane("events", h("event-list")),
    ),
    notice,
    h("lab-announcer", { class: "visually-hidden" }),
  ];
}

const pane = (name, ...children) =>
  h("section", { class: `pane pane-${name}`, "data-pane": name }, ...children);

function picture(lab) {
  const children = [h("cluster-canvas")];
  if (lab.mode !== "showcase") children.push(h("state-tables", { hidden: true }), h("view-switch"));
  return pane("cluster", ...children);
}

const splitter = (lab, name, orientation) =>
  h("lab-splitter", {
    class: `lab-splitter lab-splitter-${name}`,
    "data-pane": name,
    "aria-orientation": orientation,
    "aria-label": lab.words.resize[name],
  });
