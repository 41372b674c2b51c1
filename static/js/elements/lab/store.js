/**
 * The state of one lab in the page: takes frames in, keeps the snapshot, the colours of owners
 * and the running clock, and tells what changed.
 */
import { anchor, timeAt } from "../../state/clock.js";
import { assign } from "../../state/colours.js";
import { applyDelta, fromList, hasGap } from "../../state/snapshot.js";

export class LabStore {
  /**
   * @param {{changed: (changes: import("../../state/types.js").Change[]) => void,
   *   gap: () => void}} to `gap`: this viewer has fallen behind and must list again
   */
  constructor(to) {
    this.to = to;
    /** @type {import("../../state/types.js").Snapshot | null} */
    this.snapshot = null;
    this.colours = new Map();
    this.behind = true;
  }

  /** Nothing that arrives before the next list can be used: the connection was lost. */
  forget() {
    this.behind = true;
  }

  receive(frame) {
    if (frame.type === "list") this.list(frame);
    else if (!this.behind && this.snapshot) this.delta(frame);
  }

  list(frame) {
    this.behind = false;
    const fresh = this.snapshot?.lab.id !== frame.lab.id;
    this.take(fromList(frame), fresh);
    this.to.changed([]);
  }

  delta(frame) {
    if (!this.snapshot.clock.live) return this.lengthen(frame);
    if (frame.to < this.snapshot.revision) return;
    if (hasGap(this.snapshot, frame)) {
      this.behind = true;
      this.to.gap();
      return;
    }
    const { snapshot, changes } = applyDelta(this.snapshot, frame);
    this.take(snapshot, false);
    this.to.changed(changes);
  }

  /** While this viewer looks back, the lab lives on: only its end and its markers move. */
  lengthen({ clock, markers }) {
    const { snapshot } = this;
    this.snapshot = {
      ...snapshot,
      clock: { ...snapshot.clock, end: clock.end },
      markers: markers?.length ? [...snapshot.markers, ...markers] : snapshot.markers,
    };
    this.to.changed([]);
  }

  take(snapshot, fresh) {
    const now = performance.now();
    this.anchor = anchor(fresh ? null : this.anchor, snapshot.clock, snapshot.time, now);
    this.colours = assign(fresh ? new Map() : this.colours, snapshot);
    this.snapshot = snapshot;
  }

  /** The lab's time at this moment, microseconds. */
  now() {
    return this.anchor ? timeAt(this.anchor, performance.now()) : 0;
  }
}
