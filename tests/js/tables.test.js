import assert from "node:assert/strict";
import { test } from "node:test";
import { actionsOf } from "../../static/js/state/actions.js";
import { groupsOf, isGiven } from "../../static/js/state/table-groups.js";
import { cellsOf, columnsOf, rowsOf } from "../../static/js/state/tables.js";
import { node, running, snapshotOf } from "./world.js";

const card = (cells = []) => ({ created: 0, labels: {}, cells });
const snapshot = snapshotOf({
  nodes: { "/n1": node() },
  pods: { "default/a": running("n1") },
  "jobs.batch": { "default/one": card([["Name", "one"], ["Completions", "3/8"]]) },
  "clusterroles.rbac.authorization.k8s.io": {
    "/cluster-admin": { ...card(), labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
    "/system:node": card(),
    "/mine": card(),
  },
  configmaps: { "default/kube-root-ca.crt": card() },
  "grapes.example.org": { "default/merlot": card() },
  "flowschemas.flowcontrol.apiserver.k8s.io": { "/probes": card() },
});
const shown = (all) => groupsOf(snapshot, all).map(({ id, count }) => [id, count]);

test("only what is in use has a table; what came with the cluster only when asked for", () => {
  assert.deepEqual(shown(false), [
    ["overview", 0],
    ["workloads", 1],
    ["access", 1],
    ["custom", 1],
  ]);
  const all = new Map(shown(true));
  assert.equal(all.get("access"), 3);
  assert.equal(all.get("config"), 1);
  assert.ok(!groupsOf(snapshot, true).some(({ resources }) => resources.includes("flowschemas")));
});

test("kinds without words have kubectl's columns, their own name and age about them", () => {
  const rows = rowsOf(snapshot, "jobs.batch");
  const columns = columnsOf("jobs.batch", rows);
  assert.deepEqual(columns, ["name", "namespace", "kubectl:COMPLETIONS", "age"]);
  const cells = cellsOf(rows[0], { now: 61e6, lang: "fr", dark: new Set() });
  assert.deepEqual(
    cells.map(({ column, value }) => [column, value]),
    columns.map((column, i) => [column, ["one", "default", "3/8", "61s"][i]]),
  );
});

test("what is one's own may be deleted, what came with the cluster not", () => {
  const entries = rowsOf(snapshot, "clusterroles.rbac.authorization.k8s.io");
  for (const entry of entries) assert.equal(actionsOf(entry).length, isGiven(entry) ? 0 : 1);
  assert.equal(entries.filter(isGiven).length, 2);
});
