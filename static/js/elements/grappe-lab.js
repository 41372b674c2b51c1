/**
 * `<grappe-lab data-lab="…" data-socket="/ws/labs/…/" data-lang="fr" mode="full">`: one lab on a
 * page. It owns the connection and the state and hands changes to the elements inside it.
 *
 * Events, all bubbling: `grappe:state` {snapshot, changes}, `grappe:select` {key},
 * `grappe:step` {step, revision, time} once for each step that is done, `grappe:tasks` {tasks},
 * `grappe:status` {status}.
 */
import { find } from "../state/snapshot.js";
import { wordsFor } from "../words/index.js";
import { LabError, LabSocket } from "./lab/socket.js";
import { LabStore } from "./lab/store.js";
import { furnish } from "./lab/furniture.js";

export class GrappeLab extends HTMLElement {
  connectedCallback() {
    this.words = wordsFor(this.dataset.lang);
    this.lang = this.words.lang;
    this.mode = this.getAttribute("mode") ?? "full";
    this.selection = null;
    this.ticked = new Set();
    this.fallback ??= [...this.childNodes];
    this.store = new LabStore({
      changed: (changes) => this.changed(changes),
      gap: () => this.socket.post({ type: "list" }),
    });
    this.socket = new LabSocket(this.dataset.socket, {
      frame: (frame) => this.store.receive(frame),
      status: (status, code) => this.status(status, code),
    });
    this.replaceChildren(...furnish(this));
    this.socket.open();
  }

  disconnectedCallback() {
    this.socket.close();
    this.replaceChildren(...this.fallback);
  }

  get snapshot() {
    return this.store.snapshot;
  }

  get colours() {
    return this.store.colours;
  }

  /** The lab's time at this moment, microseconds. */
  now() {
    return this.store.now();
  }

  /** Whether this viewer may act in the lab at all. */
  get mayAct() {
    return ["owner", "guest"].includes(this.snapshot?.lab.mode);
  }

  /** Why nothing may be done now, in words; null when it may. */
  get refusal() {
    const { snapshot, words } = this;
    if (!this.mayAct) return words.readOnly;
    return snapshot.clock.live ? null : words.past;
  }

  /** Asks the lab something. @returns {Promise<any>} */
  ask(message) {
    return this.socket.ask(message);
  }

  /** Does something in the lab; says why when it cannot be done. @returns {Promise<boolean>} */
  async command(kind, args) {
    if (this.refusal) {
      this.notify(this.refusal);
      return false;
    }
    return this.tell({ type: "command", kind, args });
  }

  /** Sends a message whose reply is only awaited for its errors. @returns {Promise<boolean>} */
  async tell(message) {
    try {
      await this.ask(message);
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Shows the lab at a moment of its past; `null` for now. */
  seek(time) {
    this.socket.post({ type: "seek", time });
  }

  /** Chooses an object (or none) for the inspector and the canvas. */
  select(key) {
    this.selection = key;
    this.emit("grappe:select", { key });
  }

  /** The entry of the chosen object; undefined when none is chosen or it is gone. */
  get selected() {
    return this.selection && this.snapshot ? find(this.snapshot, this.selection) : undefined;
  }

  fail(error) {
    if (!(error instanceof LabError)) throw error;
    if (error.code === "offline") this.notify(this.words.reconnecting, "status");
    else this.notify(error.message || this.words.failed, "error");
  }

  /** Shows a message to the reader. @param {"info" | "error" | "status"} kind */
  notify(text, kind = "info") {
    this.emit("grappe:notice", { text, kind });
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }

  status(status, code) {
    if (status === "lost") this.store.forget();
    this.emit("grappe:status", { status, code });
  }

  changed(changes) {
    const { snapshot } = this;
    this.emit("grappe:state", { snapshot, changes });
    this.emit("grappe:tasks", { tasks: snapshot.tasks });
    for (const { id, done } of snapshot.tasks) {
      if (!done || this.ticked.has(id)) continue;
      this.ticked.add(id);
      this.emit("grappe:step", { step: id, revision: done.revision, time: done.time });
    }
  }
}
