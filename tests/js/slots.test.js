import assert from "node:assert/strict";
import { test } from "node:test";
import { bunchHeight, densityFor, grapesOf, slotCentre } from "../../static/js/state/bunch.js";
import { buildScene, grapeCentres } from "../../static/js/state/scene.js";
import { noSlots, place, SHELF } from "../../static/js/state/slots.js";
import { node, pod, running, snapshotOf } from "./world.js";

/** A small generator of numbers, the same on every run. */
function* numbers(seed) {
  for (let x = seed; ;) {
    x = (Math.imul(x, 1103515245) + 12345) >>> 0;
    yield x >>> 8;
  }
}

/** A hundred moments of a cluster in which pods come, are placed and go. */
function* lives(seed) {
  const next = numbers(seed);
  const number = (below) => next.next().value % below;
  let pods = {};
  for (let i = 0; i < 100; i += 1) {
    const keys = Object.keys(pods);
    const key = keys[number(Math.max(1, keys.length))];
    const what = number(3);
    if (what === 0 && key)
      pods = Object.fromEntries(Object.entries(pods).filter(([k]) => k !== key));
    else if (what === 1 && key && !pods[key].node)
      pods = { ...pods, [key]: running(`n${number(3)}`) };
    else pods = { ...pods, [`default/p${i}`]: pod({ created: i }) };
    yield snapshotOf({ pods, nodes: { "/n0": node(), "/n1": node(), "/n2": node() } });
  }
}

test("a pod keeps its slot until it leaves its node, whatever the others do", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    let slots = noSlots();
    for (const snapshot of lives(seed)) {
      const next = place(slots, snapshot);
      for (const [key, was] of slots.places) {
        const is = next.places.get(key);
        if (is && is.node === was.node) assert.deepEqual(is, was);
      }
      slots = next;
    }
  }
});

test("no two pods share a slot, and every pod has one", () => {
  let slots = noSlots();
  for (const snapshot of lives(7)) {
    slots = place(slots, snapshot);
    const seen = [...slots.places.values()].map(({ node: n, slot }) => `${n}#${slot}`);
    assert.equal(new Set(seen).size, seen.length);
    assert.equal(slots.places.size, snapshot.objects.get("pods").size);
  }
});

test("a pod without a node waits on the shelf and then goes to its node", () => {
  const before = place(noSlots(), snapshotOf({ pods: { "default/a": pod() } }));
  assert.equal(before.places.get("default/a").node, SHELF);
  const after = place(before, snapshotOf({ pods: { "default/a": running("n1") } }));
  assert.deepEqual(after.places.get("default/a"), { node: "n1", slot: 0 });
});

test("grapes of a bunch do not overlap, at any density", () => {
  for (const slots of [10, 30, 60, 120, 300, 900]) {
    const grapes = grapesOf(densityFor(slots));
    const centres = Array.from({ length: slots }, (_, i) => slotCentre(i, grapes));
    for (const [i, a] of centres.entries())
      for (const b of centres.slice(i + 1))
        assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 2 * grapes.radius, `${slots}: ${i}`);
  }
});

test("a density never falls: one deleted pod does not move all others", () => {
  assert.equal(densityFor(5, densityFor(100)), densityFor(100));
});

test("every grape lies inside its node's card", () => {
  const pods = Object.fromEntries(
    Array.from({ length: 90 }, (_, i) => [`default/p${i}`, running(`n${i % 3}`)]),
  );
  const snapshot = snapshotOf({ pods, nodes: { "/n0": node(), "/n1": node(), "/n2": node() } });
  const slots = place(noSlots(), snapshot);
  const scene = buildScene(snapshot, slots, { width: 700, height: 500 });
  const cards = new Map(scene.hosts.flatMap(({ vms }) => vms).map((vm) => [vm.node, vm]));
  for (const at of grapeCentres(scene, slots).values()) {
    const card = cards.get(at.node);
    assert.ok(at.x - at.radius >= card.x && at.x + at.radius <= card.x + card.width);
    assert.ok(at.y + at.radius <= card.y + card.height);
  }
  assert.ok(bunchHeight(30, grapesOf(scene.density)) > 0);
});
