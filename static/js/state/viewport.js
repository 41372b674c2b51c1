/**
 * Where one looks at the drawing from: `zoom` pixels a unit, and the pixel at which the drawing's
 * origin lies.
 *
 * @typedef {{x: number, y: number, zoom: number}} View
 * @typedef {"far"|"near"|"close"} Level  cells, nodes with pods, pods with containers
 */

export const LEAST_ZOOM = 0.02;
export const MOST_ZOOM = 6;
/** Pixels left free about the whole scene. */
export const MARGIN = 14;

const MOST_FIT = 1.25;

/** The view that shows all of the scene with a margin, in pixels. @returns {View} */
export function fit(scene, width, height, margin = MARGIN) {
  const zoom = Math.min(
    (width - 2 * margin) / scene.width,
    (height - 2 * margin) / scene.height,
    MOST_FIT,
  );
  const safe = Math.max(LEAST_ZOOM, zoom);
  return {
    zoom: safe,
    x: (width - scene.width * safe) / 2,
    y: Math.max(margin, (height - scene.height * safe) / 2),
  };
}

/** Zooms by a factor about a pixel that keeps its place. @param {View} view @returns {View} */
export function zoomAt(view, factor, px, py) {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const by = zoom / view.zoom;
  return { zoom, x: px - (px - view.x) * by, y: py - (py - view.y) * by };
}

/** @param {View} view @returns {View} */
export const pan = (view, dx, dy) => ({ ...view, x: view.x + dx, y: view.y + dy });

/** The view that puts a box in the middle, as large as `fill` of the canvas. @returns {View} */
export function lookAt(box, width, height, fill = 0.7) {
  const zoom = Math.min(MOST_ZOOM, (fill * width) / box.width, (fill * height) / box.height);
  return {
    zoom,
    x: width / 2 - (box.x + box.width / 2) * zoom,
    y: height / 2 - (box.y + box.height / 2) * zoom,
  };
}

/** What is drawn at a zoom. @returns {Level} */
export const levelOf = (zoom) => (zoom < 0.3 ? "far" : zoom < 2.2 ? "near" : "close");

/** The point of the drawing under a pixel. */
export const toScene = (view, px, py) => ({
  x: (px - view.x) / view.zoom,
  y: (py - view.y) / view.zoom,
});
