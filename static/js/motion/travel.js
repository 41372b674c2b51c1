/**
 * Motion that explains: a thing goes from one place to another. Lengths are those of the visual
 * language; who asked for reduced motion sees the end at once.
 */

export const LONG = 300;

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

/** True when the reader asked for less motion. */
export const isReduced = () => reduced.matches;

const at = ({ x, y }) => `translate(${x}px, ${y}px)`;

/**
 * Moves an element along points, one leg after another, then resolves. It may be cancelled by
 * taking the element off the page.
 * @param {Element} element
 * @param {{x: number, y: number}[]} points
 * @param {{leg?: number, rest?: number, delay?: number}} how milliseconds: of each leg, of the
 *   rest at each point between, before the start
 */
export async function travel(element, points, { leg = LONG, rest = 0, delay = 0 } = {}) {
  if (isReduced() || points.length < 2) return;
  const legs = points.length - 1;
  const total = legs * leg + (legs - 1) * rest;
  const frames = points.flatMap((point, i) => {
    const arrives = (i * (leg + rest)) / total;
    const leaves = Math.min(1, (i * (leg + rest) + (i && i < legs ? rest : 0)) / total);
    const frame = { transform: at(point), easing: "ease-in-out" };
    return arrives === leaves
      ? [{ ...frame, offset: Math.min(1, arrives) }]
      : [
          { ...frame, offset: arrives },
          { ...frame, offset: leaves },
        ];
  });
  const animation = element.animate(frames, { duration: total, delay, fill: "both" });
  await animation.finished.catch(() => undefined);
}
