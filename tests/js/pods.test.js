import assert from "node:assert/strict";
import { test } from "node:test";
import { assign } from "../../static/js/state/colours.js";
import { darkNodes, shapeOf } from "../../static/js/state/pods.js";
import { node, pod, running, snapshotOf } from "./world.js";

test("each state of a pod has a shape of its own", () => {
  const cases = {
    pending: pod(),
    creating: pod({ node: "n1", status: "ContainerCreating" }),
    running: running("n1"),
    half: running("n1", { ready: [1, 2] }),
    terminating: running("n1", { terminating: true, status: "Terminating" }),
    crash: running("n1", { status: "CrashLoopBackOff", ready: [0, 1] }),
    failed: pod({ node: "n1", phase: "Failed", status: "Error" }),
    done: pod({ node: "n1", phase: "Succeeded", status: "Completed" }),
  };
  for (const [shape, card] of Object.entries(cases)) assert.equal(shapeOf(card), shape);
});

test("an image that cannot be pulled looks broken although the pod is Pending", () => {
  assert.equal(shapeOf(pod({ node: "n1", status: "Init:ImagePullBackOff" })), "crash");
});

test("a node is dark when it reports no more, or when its machine is off and nobody has noticed", () => {
  const dark = darkNodes(
    snapshotOf({
      nodes: { "/n1": node(), "/n2": node({ ready: "Unknown" }), "/n3": node() },
      vms: { "/v1": { node: "n1", phase: "Running" }, "/v3": { node: "n3", phase: "Stopped" } },
    }),
  );
  assert.deepEqual([...dark].sort(), ["n2", "n3"]);
});

test("an owner keeps its colour when others come and go", () => {
  const web = { "deployments.apps": { "default/web": { created: 5 } } };
  const both = {
    "deployments.apps": { "default/web": { created: 5 }, "default/api": { created: 1 } },
  };
  const first = assign(new Map(), snapshotOf(web));
  const second = assign(first, snapshotOf(both));
  assert.equal(second.get("Deployment/default/web"), first.get("Deployment/default/web"));
  assert.notEqual(second.get("Deployment/default/api"), second.get("Deployment/default/web"));
});

test("two viewers who list the same lab see the same colours", () => {
  const cards = { b: { created: 2 }, a: { created: 3 }, c: { created: 1 } };
  const rows = (names) =>
    snapshotOf({
      "deployments.apps": Object.fromEntries(names.map((n) => [`default/${n}`, cards[n]])),
    });
  const one = assign(new Map(), rows(["a", "b", "c"]));
  const two = assign(new Map(), rows(["c", "b", "a"]));
  assert.deepEqual([...one], [...two]);
  assert.equal([...one.keys()][0], "Deployment/default/c");
});
