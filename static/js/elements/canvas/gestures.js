/** Drag to pan, wheel and pinch to zoom, click to choose: pointers turned into wishes. */

const CLICK_WITHIN = 5;
const WHEEL = 0.0016;

/**
 * @param {HTMLElement} stage
 * @param {{pan: (dx: number, dy: number) => void,
 *   zoom: (factor: number, x: number, y: number) => void,
 *   click: (event: PointerEvent) => void, scrolls: boolean}} wish   `scrolls`: the wheel belongs
 *   to the page unless Ctrl is held
 * @param {AbortSignal} signal
 */
export function gestures(stage, wish, signal) {
  const pointers = new Map();
  let moved = 0;
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, place(event));
    if (pointers.size === 1) moved = 0;
  };
  const move = (event) => {
    const was = pointers.get(event.pointerId);
    if (!was) return;
    const is = place(event);
    if (pointers.size === 2) pinch(pointers, event.pointerId, is, wish);
    else {
      moved += Math.hypot(is.x - was.x, is.y - was.y);
      if (moved <= CLICK_WITHIN) return;
      stage.setPointerCapture(event.pointerId);
      stage.dataset.dragging = "";
      wish.pan(is.x - was.x, is.y - was.y);
    }
    pointers.set(event.pointerId, is);
  };
  const up = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    delete stage.dataset.dragging;
    if (event.type === "pointerup" && moved <= CLICK_WITHIN) wish.click(event);
  };
  const wheel = (event) => {
    if (wish.scrolls && !event.ctrlKey) return;
    event.preventDefault();
    const { x, y } = place(event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    wish.zoom(Math.exp(-event.deltaY * lines * WHEEL), x, y);
  };
  stage.addEventListener("pointerdown", down, { signal });
  stage.addEventListener("pointermove", move, { signal });
  stage.addEventListener("pointerup", up, { signal });
  stage.addEventListener("pointercancel", up, { signal });
  stage.addEventListener("wheel", wheel, { signal, passive: false });
}

function pinch(pointers, moving, is, wish) {
  const [other] = [...pointers].filter(([id]) => id !== moving).map(([, point]) => point);
  const was = pointers.get(moving);
  const before = Math.hypot(was.x - other.x, was.y - other.y);
  const after = Math.hypot(is.x - other.x, is.y - other.y);
  if (before > 1) wish.zoom(after / before, (is.x + other.x) / 2, (is.y + other.y) / 2);
}
