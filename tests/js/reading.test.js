import assert from "node:assert/strict";
import { test } from "node:test";
import { actionsOf } from "../../static/js/state/actions.js";
import { gather, sentence } from "../../static/js/state/announce.js";
import { gap } from "../../static/js/state/format.js";
import { motionAt, requestsOf } from "../../static/js/state/requests.js";
import { nearest, under } from "../../static/js/state/spatial.js";
import { cellsOf, rowsOf, TABLES } from "../../static/js/state/tables.js";
import { fit, toScene, zoomAt } from "../../static/js/state/viewport.js";
import { wordFact, wordsFor } from "../../static/js/words/index.js";
import { node, pod, running, snapshotOf } from "./world.js";

const change = (resource, name, before, card, more = {}) => ({
  revision: 1,
  time: 0,
  actor: "",
  cause: 0,
  resource,
  namespace: "default",
  name,
  before,
  card,
  ...more,
});

test("both languages have the same words, of the same kind", () => {
  const compare = (a, b, path) => {
    assert.deepEqual(Object.keys(a).sort(), Object.keys(b).sort(), path);
    for (const key of Object.keys(a)) {
      assert.equal(typeof a[key], typeof b[key], `${path}.${key}`);
      if (typeof a[key] === "object") compare(a[key], b[key], `${path}.${key}`);
      if (typeof a[key] === "function")
        assert.equal(a[key].length, b[key].length, `${path}.${key}`);
    }
  };
  compare(wordsFor("fr"), wordsFor("en"), "words");
});

test("French words carry French spaces", () => {
  const walk = (words) =>
    Object.values(words).forEach((value) => {
      if (typeof value === "string") assert.doesNotMatch(value, /[ ][:;!?»]|« /, value);
      else if (typeof value === "object") walk(value);
    });
  walk(wordsFor("fr"));
});

test("a fact becomes a sentence; an unknown one is still shown", () => {
  const format = { duration: (us) => `${us / 1e6} s` };
  const bound = { fact: "pod.bound", args: { node: "n3", feasible: 2, score: 87, next: 71 } };
  assert.match(
    wordFact(wordsFor("fr"), bound, format),
    /n3.*2 nœuds possibles, score 87 contre 71/,
  );
  assert.match(
    wordFact(wordsFor("en"), { fact: "pod.bound", args: { node: "n3" } }, format),
    /^Placed on \*\*n3\*\*$/,
  );
  assert.equal(wordFact(wordsFor("en"), { fact: "new.fact", args: {} }, format), "`new.fact`");
});

test("the scheduler's reasons are worded, the unknown stay as they are", () => {
  const { reason } = wordsFor("en").scheduler;
  assert.match(reason("node(s) had untolerated taint {a/b: }"), /a\/b, which/);
  assert.match(reason("Insufficient cpu"), /CPU/);
  assert.equal(reason("something new"), "something new");
});

test("changes become requests from whom they came; what is no API call is none", () => {
  const requests = requestsOf([
    change("pods", "a", null, pod(), { actor: "replicaset-controller" }),
    change("pods", "a", pod(), running("n1"), { actor: "default-scheduler" }),
    change("pods", "a", running("n1"), running("n1"), { actor: "kubelet/n1" }),
    change("pods", "a", running("n1"), null, { actor: "user" }),
    change("hosts", "h", {}, {}, { actor: "user" }),
  ]);
  assert.deepEqual(
    requests.map(({ from, verb, node: at }) => [from, verb, at]),
    [
      ["controllers", "POST", ""],
      ["scheduler", "BIND", ""],
      ["kubelet", "PATCH", "n1"],
      ["client", "DELETE", ""],
    ],
  );
});

test("the faster the time, the less travels", () => {
  const order = [0.1, 1, 10, 60, 1000].map((speed) =>
    motionAt({ paused: false, speed, live: true }),
  );
  assert.deepEqual(order, ["worded", "discs", "travel", "states", "counts"]);
  assert.equal(motionAt({ paused: true, speed: 60, live: true }), "worded");
});

test("many changes are one sentence that begins with the gravest", () => {
  const ready = ["a", "b", "c"].map((name) =>
    change("pods", name, pod({ node: "n3" }), running("n3")),
  );
  const lost = change("nodes", "n2", node(), node({ ready: "Unknown" }));
  const waiting = gather(gather([], ready), [lost]);
  const text = sentence(waiting, wordsFor("en").states.spoken);
  assert.equal(text, "Node n2 no longer answers. 3 pods ready on n3.");
});

test("every table has cells for every row, and events come newest first", () => {
  const event = (last) => ({
    type: "Normal",
    reason: "x",
    message: "",
    about: null,
    last,
    created: last,
  });
  const snapshot = snapshotOf({
    pods: { "default/a": running("n1") },
    nodes: { "/n1": node() },
    events: { "default/old": event(1), "default/new": event(2) },
  });
  for (const resource of TABLES)
    for (const entry of rowsOf(snapshot, resource))
      for (const { value } of cellsOf(entry, { now: 5e6, lang: "fr", dark: new Set() }))
        assert.notEqual(value, undefined);
  assert.deepEqual(
    rowsOf(snapshot, "events").map(({ name }) => name),
    ["new", "old"],
  );
});

test("what destroys is marked as such, and a cordoned node offers to be reopened", () => {
  const on = { resource: "hosts", namespace: "", name: "h", card: { power: "On" } };
  assert.deepEqual(actionsOf(on), [
    { id: "power-off", kind: "power-off", args: { host: "h" }, danger: true },
  ]);
  const shut = { resource: "nodes", namespace: "", name: "n", card: node({ cordoned: true }) };
  assert.equal(actionsOf(shut)[0].id, "uncordon");
});

test("zooming keeps the point under the pointer", () => {
  const view = fit({ width: 760, height: 500 }, 1000, 700);
  const before = toScene(view, 300, 200);
  const after = toScene(zoomAt(view, 1.7, 300, 200), 300, 200);
  assert.ok(Math.hypot(before.x - after.x, before.y - after.y) < 1e-9);
});

test("arrow keys reach every thing of a picture from the first one", () => {
  const things = [0, 1, 2].flatMap((x) =>
    [0, 1, 2].map((y) => ({ x: x * 50, y: y * 45, width: 40, height: 40 })),
  );
  const seen = new Set([things[0]]);
  for (const thing of seen)
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      const next = nearest(things, thing, key);
      if (next) seen.add(next);
    }
  assert.equal(seen.size, things.length);
  assert.equal(under(things, { x: 52, y: 44 }), things[4]);
});

test("time between moments is short to read", () => {
  assert.equal(gap(40e6, "fr"), "+40\u202fs");
  assert.equal(gap(100_000, "fr"), "+0,1\u202fs");
  assert.equal(gap(20_000, "en"), "+0.02\u202fs");
  assert.equal(gap(300e6, "fr"), "+300\u202fs");
});
