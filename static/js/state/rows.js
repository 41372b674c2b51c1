/** Boxes laid side by side, in as many rows as they need. */

/**
 * @template {{width: number}} T
 * @param {T[]} items
 * @param {number} width of a row
 * @param {{gap?: number, height: number, most?: number}} how `most` rows; what does not fit is left
 * @returns {{placed: (T & {x: number, y: number, height: number})[], left: number, rows: number,
 *   height: number}}
 */
export function intoRows(items, width, { gap = 8, height, most = Infinity }) {
  const placed = [];
  let [x, row] = [0, 0];
  for (const item of items) {
    if (x && x + item.width > width) [x, row] = [0, row + 1];
    if (row >= most) break;
    const y = row * (height + gap);
    placed.push({ ...item, x, y, height, width: Math.min(item.width, width) });
    x += item.width + gap;
  }
  const rows = placed.length ? placed.at(-1).y / (height + gap) + 1 : 0;
  const tall = rows ? rows * (height + gap) - gap : 0;
  return { placed, left: items.length - placed.length, rows, height: tall };
}
