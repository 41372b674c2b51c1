import assert from "node:assert/strict";
import { test } from "node:test";
import { cylindersOf } from "../../static/js/state/claims.js";
import { indexesOf, numbersOf, ordinalsOf } from "../../static/js/state/ordinals.js";
import { preemptionsOf, TOLD } from "../../static/js/state/preemption.js";
import { metersOf } from "../../static/js/state/quotas.js";
import { selects } from "../../static/js/state/selectors.js";
import { isLit, LIT, nextRun, pillsOf, pressure, shares } from "../../static/js/state/workloads.js";
import { node, pod, running, snapshotOf } from "./world.js";

const set = (more = {}) => ({
  created: 0,
  replicas: 3,
  start: 0,
  partition: 0,
  revision: "b",
  currentRevision: "b",
  ...more,
});
const member = (more = {}) =>
  running("n1", { owner: { kind: "StatefulSet", name: "db" }, labels: hash("b"), ...more });
const hash = (revision) => ({ "controller-revision-hash": revision });
const placesOf = (card, pods) => {
  const snapshot = snapshotOf({ "statefulsets.apps": { "default/db": card }, pods });
  const [entry] = snapshot.objects.get("statefulsets.apps").values();
  return ordinalsOf(entry, snapshot.objects.get("pods") ?? new Map());
};

test("a StatefulSet shows each of its numbers: ready, starting, broken, missing", () => {
  const places = placesOf(set({ replicas: 4 }), {
    "default/db-0": member(),
    "default/db-1": member({ ready: [0, 1] }),
    "default/db-2": member({ status: "CrashLoopBackOff", ready: [0, 1] }),
  });
  const presences = places.map(({ presence }) => presence);
  assert.deepEqual(presences, ["ready", "starting", "broken", "missing"]);
});

test("a number that is asked for no more is shown until its pod is gone", () => {
  const pods = {
    "default/db-5": member(),
    "default/db-6": member({ terminating: true }),
  };
  const places = placesOf(set({ replicas: 1, start: 5 }), pods);
  assert.deepEqual(
    places.map(({ number, presence }) => [number, presence]),
    [
      [5, "ready"],
      [6, "leaving"],
    ],
  );
});

test("while an update goes on, those that it has not reached are marked", () => {
  const card = set({ replicas: 2, partition: 1, revision: "c", currentRevision: "b" });
  const pods = { "default/db-0": member(), "default/db-1": member({ labels: hash("c") }) };
  assert.deepEqual(
    placesOf(card, pods).map(({ old }) => old),
    [true, false],
  );
});

test("indexes are read as the API writes them, and pods that work are seen", () => {
  assert.deepEqual(numbersOf("0-2,5"), [0, 1, 2, 5]);
  assert.deepEqual(numbersOf(""), []);
  const card = { completions: 6, done: "0-1", givenUp: "4" };
  assert.deepEqual(indexesOf(card, [2, 9]), [
    "done",
    "done",
    "active",
    "waiting",
    "failed",
    "waiting",
  ]);
});

test("the shares of a Job never exceed the whole", () => {
  const card = { completions: 4, parallelism: 2, succeeded: 3, active: 2, indexed: false };
  assert.deepEqual(shares(card), { all: 4, done: 0.75, active: 0.5, failed: 0 });
  const queue = { completions: null, parallelism: 3, succeeded: 0, active: 3, indexed: false };
  assert.equal(shares(queue).active, 1);
});

test("a CronJob counts down to the first run that is not over, unless it is suspended", () => {
  const card = { next: [10, 20, 30], suspended: false };
  assert.equal(nextRun(card, 5), 10);
  assert.equal(nextRun(card, 20), 30);
  assert.equal(nextRun(card, 31), null);
  assert.equal(nextRun({ ...card, suspended: true }, 5), null);
});

test("an autoscaler is as far from its target as its worst metric, and silent without any", () => {
  const metric = (current) => ({ current, target: 50 });
  assert.equal(pressure({ metrics: [metric(25), metric(75)] }), 1.5);
  assert.equal(pressure({ metrics: [metric(500)] }), 2);
  assert.equal(pressure({ metrics: [metric(null)] }), null);
});

test("a budget is lit for a while after it kept a pod, not before and not for ever", () => {
  const card = { held: { pod: "web-1", time: 100 } };
  assert.equal(isLit(card, 99), false);
  assert.equal(isLit(card, 100), true);
  assert.equal(isLit(card, 100 + LIT), false);
  assert.equal(isLit({ held: null }, 100), false);
});

const job = (more = {}) => ({
  created: 1,
  state: "Running",
  completions: 1,
  parallelism: 1,
  indexed: false,
  ...more,
});

test("the band tells of what runs; a CronJob's Jobs only while they run or when they failed", () => {
  const snapshot = snapshotOf({
    "jobs.batch": {
      "default/alone": job({ state: "Complete" }),
      "default/of-cron-1": job({ owner: { kind: "CronJob", name: "c" }, state: "Complete" }),
      "default/of-cron-2": job({ owner: { kind: "CronJob", name: "c" } }),
      "kube-system/hidden": job(),
    },
    "cronjobs.batch": { "default/c": { created: 0, schedule: "* * * * *", next: [] } },
  });
  const names = pillsOf(snapshot).map(({ key }) => key[2]);
  assert.deepEqual(names, ["c", "alone", "of-cron-2"]);
});

test("one namespace at a time when one is chosen", () => {
  const snapshot = snapshotOf({
    "jobs.batch": { "a/one": job(), "b/two": job() },
    persistentvolumeclaims: { "a/x": { phase: "Pending" }, "b/y": { phase: "Pending" } },
  });
  assert.deepEqual(
    pillsOf(snapshot, { namespace: "b" }).map(({ key }) => key[2]),
    ["two"],
  );
  assert.deepEqual(
    cylindersOf(snapshot, { namespace: "a" }).map(({ key }) => key[2]),
    ["x"],
  );
});

test("selectors select as the API's do", () => {
  const labels = { app: "web", tier: "front" };
  const rule = (key, operator, values) => ({ matchExpressions: [{ key, operator, values }] });
  assert.ok(selects({}, labels));
  assert.ok(selects({ matchLabels: { app: "web" } }, labels));
  assert.ok(!selects({ matchLabels: { app: "web", env: "prod" } }, labels));
  assert.ok(selects(rule("app", "In", ["web", "api"]), labels));
  assert.ok(selects(rule("env", "NotIn", ["prod"]), labels));
  assert.ok(!selects(rule("app", "DoesNotExist"), labels));
  assert.ok(selects(rule("tier", "Exists"), labels));
  assert.ok(!selects(rule("app", "Gt", ["1"]), labels));
});

test("a claim stands in the node whose disk it is, and knows who mounts it", () => {
  const snapshot = snapshotOf({
    nodes: { "/n1": node() },
    persistentvolumeclaims: {
      "default/data-db-0": { phase: "Bound", volume: "pv-1" },
      "default/far": { phase: "Bound", volume: "pv-2" },
      "default/new": { phase: "Pending", volume: "" },
    },
    persistentvolumes: { "/pv-1": { node: "n1" }, "/pv-2": { node: "" } },
    pods: {
      "default/db-0": member({ claims: ["data-db-0"] }),
      "default/over": pod({ phase: "Succeeded", claims: ["far"] }),
    },
  });
  const told = cylindersOf(snapshot).map(({ node: at, users, numbered }) => [at, users, numbered]);
  assert.deepEqual(told, [
    ["n1", ["default/db-0"], true],
    ["", [], false],
    ["", [], false],
  ]);
});

const quota = (share) => ({ used: [{ name: "pods", used: "1", hard: "2", share }] });
const refusal = (last) => ({
  type: "Warning",
  last,
  message: 'Error creating: pods "web-1" is forbidden: exceeded quota: budget, requested: pods=1',
});

test("a quota is shown when it is nearly used up, or for a minute after it refused something", () => {
  const at = (share, events, now) =>
    metersOf(snapshotOf({ resourcequotas: { "a/budget": quota(share) }, events }), { now }).map(
      ({ refused }) => refused,
    );
  assert.deepEqual(at(0.79, {}, 0), []);
  assert.deepEqual(at(0.8, {}, 0), [false]);
  assert.deepEqual(at(0.5, { "a/e": refusal(1e6) }, 2e6), [true]);
  assert.deepEqual(at(0.5, { "a/e": refusal(1e6) }, 90e6), []);
  assert.deepEqual(at(0.5, { "b/e": refusal(1e6) }, 2e6), []);
});

test("a victim's event tells for whom it went, as long as one may want to know", () => {
  const snapshot = snapshotOf({
    pods: { "default/urgent": pod({ uid: "u-1" }) },
    events: {
      "default/e": {
        reason: "Preempted",
        message: "Preempted by pod u-1 on node n1",
        about: ["pods", "default", "batch-1"],
        last: 10,
      },
    },
  });
  const told = { victim: "default/batch-1", preemptor: "default/urgent", node: "n1", time: 10 };
  assert.deepEqual(preemptionsOf(snapshot, 10), [told]);
  assert.deepEqual(preemptionsOf(snapshot, 9), []);
  assert.deepEqual(preemptionsOf(snapshot, 10 + TOLD), []);
});
