/** Moving through a picture by arrow keys: the nearest thing in a direction. */

const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * @template {{x: number, y: number}} T
 * @param {T[]} things centres
 * @param {{x: number, y: number} | null} from where one stands; null: take the first thing
 * @param {string} key an arrow key
 * @returns {T | undefined} the nearest thing that way; sideways distance counts double
 */
export function nearest(things, from, key) {
  const way = WAYS[key];
  if (!way) return undefined;
  if (!from) return things[0];
  let best;
  let least = Infinity;
  for (const thing of things) {
    const dx = thing.x - from.x;
    const dy = thing.y - from.y;
    const along = dx * way[0] + dy * way[1];
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (along <= 0.5 || aside > along * 2.5) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [thing, far];
  }
  return best;
}

/** The thing whose box (or circle) holds a point; the smallest wins. */
export function under(things, point) {
  let best;
  for (const thing of things) {
    const inside =
      Math.abs(point.x - thing.x) <= thing.width / 2 &&
      Math.abs(point.y - thing.y) <= thing.height / 2;
    if (inside && (!best || thing.width * thing.height < best.width * best.height)) best = thing;
  }
  return best;
}
