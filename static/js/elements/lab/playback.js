/**
 * Plays a recording: moves this viewer through the past at a speed of the page's own, by asking
 * for one moment after another. Nothing in the lab changes.
 */

const EVERY = 250;

export class Playback {
  /** @param {import("../grappe-lab.js").GrappeLab} lab */
  constructor(lab) {
    this.lab = lab;
    this.speed = 1;
  }

  get playing() {
    return this.timer !== undefined;
  }

  /** Starts or stops; at the end it starts again from the beginning. */
  toggle() {
    if (this.playing) {
      this.stop();
      return;
    }
    const { time, clock } = this.lab.snapshot;
    if (time >= clock.end) this.lab.seek(0);
    this.timer = setInterval(() => this.step(), EVERY);
  }

  step() {
    const { time, clock } = this.lab.snapshot;
    const next = Math.round(time + EVERY * 1000 * this.speed);
    this.lab.seek(Math.min(clock.end, next));
    if (next >= clock.end) this.stop();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
