/** Claims as cylinders: dashed while they wait for a volume, full once they have one. */
import { bytes } from "../../state/format.js";
import { reconcile, s, say, set } from "../dom.js";
import { fitted } from "./faces/parts.js";

const WIDTH = 40;
const HEIGHT = 26;
const RIM = 4;
const TALL = HEIGHT - 2 * RIM;
const half = (width) => `a${WIDTH / 2} ${RIM} 0 0 0 ${width} 0`;
const BODY = `M0 ${RIM}v${TALL}${half(WIDTH)}v${-TALL}${half(-WIDTH)}z`;
const LID = `M0 ${RIM}${half(WIDTH)}${half(-WIDTH)}z`;

export class Volumes {
  constructor(words) {
    this.words = words;
    this.board = s("path", { class: "storage-board" });
    this.label = s("text", { class: "shelf-label" }, words.picture.storage);
    this.shelf = s("g", { class: "storage" }, this.board, this.label);
    this.disks = s("g", { class: "disks" });
  }

  /** @param {(key: string) => string | undefined} colourOf the colour of a pod, by its key */
  update({ storage, cylinders }, colourOf) {
    this.shelf.toggleAttribute("hidden", !storage);
    if (storage) this.layShelf(storage);
    reconcile(this.disks, cylinders, {
      key: ({ key }) => key.join("|"),
      create: ({ key }) =>
        s(
          "g",
          { class: "disk", "data-key": key.join("|") },
          s("path", { class: "disk-body", d: BODY }),
          s("path", { class: "disk-lid", d: LID }),
          s("text", { class: "disk-size", x: WIDTH / 2, y: 19 }),
          s("text", { class: "disk-name", x: WIDTH + 7, y: 18 }),
        ),
      update: (disk, cylinder) => this.draw(disk, cylinder, colourOf),
    });
  }

  layShelf({ x, y, width, height }) {
    set(this.board, "d", `M${x + 2} ${y + height - 2}H${x + width - 2}`);
    set(this.label, "x", x + 2);
    set(this.label, "y", y + height / 2 + 3);
  }

  draw(disk, { entry, users, node, width, x, y }, colourOf) {
    const { card } = entry;
    set(disk, "transform", `translate(${x} ${y})`);
    set(disk, "data-phase", card.terminating ? "Terminating" : card.phase);
    set(disk, "data-used", users.length > 0);
    const colour = users.map(colourOf).find(Boolean);
    disk.style.setProperty("--owner", `var(--${colour ?? "owner-8"})`);
    const [, , size, name] = disk.children;
    say(size, bytes(card.size, this.words.lang).replace("\u202f", "\u2009"));
    say(name, node ? "" : fitted(entry.name, width - WIDTH, 6));
  }
}
