/**
 * The lab's time as the page shows it: between two frames it runs on by itself, and it never
 * steps back while the lab is live.
 *
 * @typedef {import("./types.js").Clock} Clock
 * @typedef {{time: number, at: number, floor: number, clock: Clock}} Anchor
 *   `time` (lab microseconds) was true at `at` (milliseconds of the page)
 */

const running = (clock) => clock.live && !clock.paused;

/** The lab's time at page time `now`, microseconds. @param {Anchor} anchor */
export function timeAt(anchor, now) {
  if (!running(anchor.clock)) return anchor.time;
  const lived = anchor.time + Math.round((now - anchor.at) * 1000 * anchor.clock.speed);
  return Math.max(anchor.floor, lived);
}

/**
 * The anchor after a frame. A frame that is a little behind what the page shows does not turn
 * the display back: it waits until the lab has caught up.
 * @param {Anchor | null} old @returns {Anchor}
 */
export function anchor(old, clock, time, now) {
  const shown = old ? timeAt(old, now) : time;
  const lead = shown - time;
  const waits = old && running(clock) && running(old.clock) && lead < 2e6 * clock.speed;
  return { time, at: now, clock, floor: waits ? Math.max(shown, time) : time };
}

/** Whole lab time as `hh:mm:ss.mmm`; days in front when there are any. */
export function formatTime(microseconds, { millis = true } = {}) {
  const ms = Math.max(0, Math.floor(microseconds / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const days = Math.floor(ms / 86_400_000);
  const clock = [ms / 3_600_000, ms / 60_000, ms / 1000].map((n, i) =>
    two(Math.floor(n) % (i ? 60 : 24)),
  );
  const tail = millis ? `.${String(ms % 1000).padStart(3, "0")}` : "";
  return `${days ? `${days}+` : ""}${clock.join(":")}${tail}`;
}

/** A duration the way kubectl prints ages: `42s`, `4m10s`, `3h5m`, `2d`. */
export function formatAge(microseconds) {
  const s = Math.max(0, Math.floor(microseconds / 1e6));
  if (s < 120) return `${s}s`;
  const m = Math.floor(s / 60);
  if (m < 10) return s % 60 ? `${m}m${s % 60}s` : `${m}m`;
  if (m < 180) return `${m}m`;
  const h = Math.floor(m / 60);
  if (h < 8) return m % 60 ? `${h}h${m % 60}m` : `${h}h`;
  if (h < 48) return `${h}h`;
  const d = Math.floor(h / 24);
  if (h < 192) return h % 24 ? `${d}d${h % 24}h` : `${d}d`;
  return d < 730 ? `${d}d` : `${Math.floor(d / 365)}y`;
}
