/**
 * The line of time: what has been lived, the markers on it, and the head, which can be dragged
 * into the past. Keys: arrows a second, Page a minute, Home and End, `,` and `.` from marker to
 * marker.
 */
import { formatTime } from "../state/clock.js";
import { groupMarkers, horizon, neighbour, shareOf, timeOf } from "../state/timeline.js";
import { h, reconcile, set } from "./dom.js";
import { LabPart } from "./lab-part.js";

const SECOND = 1e6;
const SEEK_EVERY = 120;
const STEPS = {
  ArrowLeft: -SECOND,
  ArrowDown: -SECOND,
  ArrowRight: SECOND,
  ArrowUp: SECOND,
  PageDown: -60 * SECOND,
  PageUp: 60 * SECOND,
};

export class LabTimeline extends LabPart {
  build() {
    const { timeline } = this.words.time;
    this.reach = 0;
    this.past = h("span", { class: "line-past" });
    this.shown = h("span", { class: "line-shown" });
    this.marks = h("span", { class: "line-marks" });
    this.head = h("span", {
      class: "line-head",
      role: "slider",
      tabindex: 0,
      "aria-label": timeline,
    });
    this.append(h("span", { class: "line" }, this.past, this.shown), this.marks, this.head);
    this.hear("pointerdown", (event) => this.drag(event), this);
    this.hear("keydown", (event) => this.key(event), this.head);
    this.tick();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  tick() {
    this.draw();
    this.frame = requestAnimationFrame(() => this.tick());
  }

  draw() {
    const { snapshot } = this.lab;
    if (!snapshot) return;
    const { clock } = snapshot;
    const now = this.wanted ?? this.lab.now();
    const end = clock.live ? Math.max(clock.end, now) : clock.end;
    const reach = horizon(end, this.reach);
    if (reach !== this.reach) {
      this.reach = reach;
      this.mark(snapshot);
    }
    this.past.style.width = `${shareOf(end, reach) * 100}%`;
    this.shown.style.width = this.head.style.left = `${shareOf(now, reach) * 100}%`;
    set(this.head, "aria-valuenow", Math.floor(now / SECOND));
    set(this.head, "aria-valuemin", 0);
    set(this.head, "aria-valuemax", Math.floor(end / SECOND));
    set(this.head, "aria-valuetext", this.words.time.at(formatTime(now, { millis: false })));
  }

  update(snapshot) {
    if (!this.timer) this.wanted = undefined;
    if (snapshot.markers !== this.drawn) this.mark(snapshot);
  }

  mark(snapshot) {
    this.drawn = snapshot.markers;
    const groups = groupMarkers(snapshot.markers, this.reach || 1, this.clientWidth || 600);
    reconcile(this.marks, groups, {
      key: ({ marker }) => `${marker.revision}`,
      create: ({ marker }) => this.marker(marker),
      update: (element, group) => {
        element.style.left = `${group.share * 100}%`;
        this.label(element, group);
      },
    });
  }

  marker(marker) {
    const go = (event) => {
      event.stopPropagation();
      this.lab.seek(marker.time);
      if (marker.key) this.lab.select(marker.key);
    };
    const stop = (event) => event.stopPropagation();
    return h("button", {
      type: "button",
      class: "mark",
      "data-kind": marker.kind,
      tabindex: -1,
      onclick: go,
      onpointerdown: stop,
    });
  }

  label(element, { marker, count }) {
    const { markers, several } = this.words.time;
    const more = count > 1 ? ` (${several(count - 1)})` : "";
    const at = formatTime(marker.time, { millis: false });
    const text = `${at} · ${markers[marker.kind]} · ${marker.text}${more}`;
    set(element, "aria-label", text);
    set(element, "title", text);
  }

  timeAt(event) {
    const box = this.getBoundingClientRect();
    return timeOf((event.clientX - box.left) / box.width, this.reach, this.lab.snapshot.clock.end);
  }

  drag(event) {
    if (!this.lab.snapshot) return;
    event.preventDefault();
    this.head.focus();
    this.setPointerCapture(event.pointerId);
    const until = new AbortController();
    const move = (e) => this.want(this.timeAt(e));
    move(event);
    this.addEventListener("pointermove", move, { signal: until.signal });
    for (const end of ["pointerup", "pointercancel"])
      this.addEventListener(end, () => until.abort(), { signal: until.signal });
  }

  /** Asks for a moment, at most every so often; the last one asked for always goes out. */
  want(time) {
    this.wanted = time;
    if (this.timer) return;
    this.lab.seek(time);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.wanted !== undefined && this.wanted !== time) this.want(this.wanted);
    }, SEEK_EVERY);
  }

  key(event) {
    const { snapshot } = this.lab;
    if (!snapshot) return;
    const { end, live } = snapshot.clock;
    const now = this.wanted ?? this.lab.now();
    const jump = { ",": -1, ".": 1 }[event.key];
    const marker = jump && neighbour(snapshot.markers, now + jump, jump);
    if (event.key === "End") this.lab.seek(null);
    else if (event.key === "Home") this.want(0);
    else if (marker) this.want(marker.time);
    else if (STEPS[event.key] && !(live && STEPS[event.key] > 0))
      this.want(Math.min(end, Math.max(0, now + STEPS[event.key])));
    else return;
    event.preventDefault();
  }
}
