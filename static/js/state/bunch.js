/**
 * How grapes are packed on a node: rows of n and n − 1 in turn, as in a bunch. Lengths are in
 * units of the drawing (one unit is one pixel at a zoom of 1).
 */

/** Width that the grapes of a node share. */
export const BUNCH_WIDTH = 192;

/** From few large grapes to many small ones; the first that holds the fullest node is taken. */
const DENSITIES = [
  { columns: 4, upTo: 21 },
  { columns: 5, upTo: 36 },
  { columns: 7, upTo: 78 },
  { columns: 10, upTo: 152 },
  { columns: 14, upTo: 324 },
  { columns: 24, upTo: Infinity },
];

/**
 * @param {number} slots the highest number of slots on any node
 * @param {number} least the index below which the density may not fall: grapes never grow back,
 *   so that one deleted pod does not move all the others
 */
export const densityFor = (slots, least = 0) =>
  Math.max(
    least,
    DENSITIES.findIndex(({ upTo }) => slots <= upTo),
  );

/** @returns {{columns: number, pitch: number, radius: number, rowHeight: number}} */
export function grapesOf(density) {
  const { columns } = DENSITIES[density];
  const pitch = BUNCH_WIDTH / columns;
  return { columns, pitch, radius: pitch * 0.42, rowHeight: pitch * 0.89 };
}

/** Centre of a slot, from the upper left corner of the bunch. */
export function slotCentre(slot, { columns, pitch, rowHeight }) {
  const pair = Math.floor(slot / (2 * columns - 1));
  const rest = slot % (2 * columns - 1);
  const odd = rest >= columns;
  const column = odd ? rest - columns + 0.5 : rest;
  return { x: (column + 0.5) * pitch, y: (2 * pair + (odd ? 1 : 0)) * rowHeight + pitch / 2 };
}

/** Height of a bunch that has this many slots. */
export function bunchHeight(slots, grapes) {
  return slots ? slotCentre(slots - 1, grapes).y + grapes.pitch / 2 : 0;
}
