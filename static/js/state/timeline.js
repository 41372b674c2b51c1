/** The scale of the timeline: how far it reaches, where its markers lie, which of them merge. */

const MINUTE = 60e6;
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 720, 1440].map((m) => m * MINUTE);

/**
 * The moment at the right end: a round number a little beyond what has been lived, so that the
 * scale stands still for long.
 */
export function horizon(end, last = 0) {
  if (last && end <= last * 0.97) return last;
  const step = STEPS.find((s) => end <= s * 0.9);
  if (step) return step;
  const day = 1440 * MINUTE;
  return Math.ceil(end / 0.9 / day) * day;
}

/** Share of the scale, 0 to 1. */
export const shareOf = (time, reach) => Math.min(1, Math.max(0, time / reach));

/** The time under a share, never beyond what has been lived. */
export const timeOf = (share, reach, end) => Math.round(Math.min(end, Math.max(0, share * reach)));

/**
 * Markers that would lie closer than `least` pixels become one that stands for several.
 * @returns {{share: number, marker: import("./types.js").Marker, count: number}[]}
 */
export function groupMarkers(markers, reach, width, least = 9) {
  const groups = [];
  for (const marker of markers) {
    const share = shareOf(marker.time, reach);
    const last = groups.at(-1);
    if (last && (share - last.share) * width < least) {
      last.count += 1;
      if (weight(marker) > weight(last.marker)) last.marker = marker;
    } else groups.push({ share, marker, count: 1 });
  }
  return groups;
}

const WEIGHTS = { fault: 4, power: 3, node: 2, scale: 1, command: 0 };
const weight = ({ kind }) => WEIGHTS[kind] ?? 0;

/** The marker before or after a time; undefined when there is none. */
export function neighbour(markers, time, direction) {
  const order = direction > 0 ? markers : [...markers].reverse();
  return order.find((m) => (direction > 0 ? m.time > time : m.time < time));
}
