import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { applyDelta, find, fromList, hasGap, toObjects } from "../../static/js/state/snapshot.js";

const folder = new URL("../golden/", import.meta.url);
const stories = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

/** What is compared: the objects in order of key, and everything beside them. */
const face = (snapshot) => ({ ...snapshot, objects: toObjects(snapshot) });

for (const name of stories) {
  test(`old snapshot + deltas = new snapshot: ${name}`, () => {
    const story = read(name);
    let snapshot = fromList(story.list);
    story.deltas.forEach((delta, index) => {
      assert.equal(hasGap(snapshot, delta), index === story.gapAt);
      if (index !== story.gapAt) snapshot = applyDelta(snapshot, delta).snapshot;
    });
    assert.deepEqual(face(snapshot), face(fromList(story.result)));
  });

  test(`no frame and no older snapshot is touched: ${name}`, () => {
    const story = read(name);
    let snapshot = fromList(story.list);
    const kept = [];
    for (const [index, delta] of story.deltas.entries()) {
      if (index === story.gapAt) continue;
      kept.push([snapshot, JSON.stringify(face(snapshot))]);
      snapshot = applyDelta(snapshot, delta).snapshot;
    }
    for (const [older, text] of kept) assert.equal(JSON.stringify(face(older)), text);
    assert.deepEqual(story, read(name));
  });
}

test("a change tells what was there before", () => {
  const story = read("pod-life.json");
  let snapshot = fromList(story.list);
  const told = story.deltas.flatMap((delta) => {
    const applied = applyDelta(snapshot, delta);
    snapshot = applied.snapshot;
    return applied.changes;
  });
  assert.equal(told[0].before, null);
  assert.equal(told[1].before, told[0].card);
  assert.equal(told[3].before, told[2].card);
  assert.equal(told[3].card, null);
});

test("what no delta touched is shared, not copied", () => {
  const story = read("pod-life.json");
  const before = fromList(story.list);
  const { snapshot } = applyDelta(before, story.deltas[0]);
  assert.equal(snapshot.objects.get("nodes"), before.objects.get("nodes"));
  assert.equal(find(snapshot, ["nodes", "", "noeud-1"]), find(before, ["nodes", "", "noeud-1"]));
});

test("a terminal that prints for ever keeps its last lines", () => {
  let snapshot = fromList({ ...read("pod-life.json").list, terminals: {} });
  const line = `${"x".repeat(99_999)}\n`;
  for (let step = 0; step < 60; step += 1) {
    const delta = { from: snapshot.revision, to: snapshot.revision, output: [["t1", line]] };
    snapshot = applyDelta(snapshot, delta).snapshot;
    const { t1 } = snapshot.terminals;
    assert.ok(t1.length <= 2 * 1024 * 1024 && t1.endsWith(line));
    assert.equal(t1.replaceAll(line, ""), "");
  }
});
