/** Arrow keys between the members of a group (tabs, radio buttons): one of them is a tab stop. */

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * @param {Element} group
 * @param {string} selector its members
 * @param {KeyboardEvent} event
 */
export function roving(group, selector, event) {
  const members = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(selector)]);
  const at = members.indexOf(/** @type {HTMLElement} */ (event.target));
  const targets = { Home: 0, End: members.length - 1 };
  const step = STEPS[event.key];
  if (at < 0 || (step === undefined && !(event.key in targets))) return;
  event.preventDefault();
  const to =
    step === undefined ? targets[event.key] : (at + step + members.length) % members.length;
  members[to].focus();
}
