/** The shelf above the nodes, where pods wait that have none yet. */
import { s, say, set } from "../dom.js";

export class Shelf {
  constructor(words) {
    this.words = words;
    this.board = s("path", { class: "shelf-board" });
    this.label = s("text", { class: "shelf-label" });
    this.element = s("g", { class: "shelf" }, this.board, this.label);
  }

  layout({ shelf }, waiting) {
    this.element.toggleAttribute("hidden", !shelf);
    if (!shelf) return;
    const { canvas } = this.words;
    const foot = shelf.y + shelf.height - 4;
    set(this.board, "d", `M${shelf.x + 2} ${foot}H${shelf.x + shelf.width - 2}`);
    set(this.label, "x", shelf.x + 16);
    set(this.label, "y", shelf.y + shelf.height / 2 + 5);
    set(this.element, "data-waiting", waiting ? "" : null);
    say(this.label, waiting ? `${canvas.shelf} (${waiting})` : canvas.shelfEmpty);
  }
}
