import assert from "node:assert/strict";
import { test } from "node:test";
import { cylindersOf } from "../../static/js/state/claims.js";
import { gatesOf } from "../../static/js/state/routes.js";
import { buildScene, grapeCentres } from "../../static/js/state/scene.js";
import { noSlots, place } from "../../static/js/state/slots.js";
import { nearest } from "../../static/js/state/spatial.js";
import { thingsOf } from "../../static/js/state/things.js";
import { journeyOf, podOf } from "../../static/js/state/traffic.js";
import { pillsOf } from "../../static/js/state/workloads.js";
import { node, running, snapshotOf } from "./world.js";

const end = (pod) => ({ pod, ready: true, ip: "10.0.0.1", node: "n1" });
const service = (...pods) => ({ selector: { app: "x" }, ports: ["80/TCP"], endpoints: pods.map(end) });
const route = (path, name) => ({ host: "shop.example", path, type: "Prefix", service: name, port: 80 });
const objects = {
  nodes: { "/n1": node() },
  pods: {
    "default/web-1": running("n1", { labels: { app: "web" } }),
    "default/api-1": running("n1", { labels: { app: "api" } }),
  },
  services: { "default/api": service("api-1"), "default/web": service("web-1") },
  "ingresses.networking.k8s.io": {
    "default/site": { routes: [route("/", "web"), route("/api", "api")], addresses: [] },
  },
  "networkpolicies.networking.k8s.io": {
    "default/closed": { selector: { matchLabels: { app: "api" } } },
  },
};
const snapshot = snapshotOf(objects);
const slots = place(noSlots(), snapshot);
const scene = buildScene(snapshot, slots, { width: 900, height: 600 });
const centres = grapeCentres(scene, slots);
const picture = { scene, snapshot, centres };
const flow = (more = {}) => ({
  service: ["default", "web"],
  pods: { "web-1": 1 },
  failed: 0,
  stopped: {},
  source: {},
  host: "",
  path: "/",
  routed: null,
  ...more,
});
const half = () => 0.5;
const xy = ({ x, y }) => [x, y];

test("an Ingress shows its only host once and a line for each of its routes", () => {
  const [gate] = gatesOf(snapshot);
  assert.equal(gate.host, "shop.example");
  assert.deepEqual(
    gate.routes.map(({ label, service: to }) => [label, to]),
    [
      ["/", "web"],
      ["/api", "api"],
    ],
  );
});

test("Services stand in the order of the routes that lead to them", () => {
  assert.deepEqual(
    scene.services.services.map(({ entry }) => entry.name),
    ["web", "api"],
  );
});

test("a request goes from the client through the Service to the pod that answers", () => {
  const { way, end: outcome } = journeyOf(flow(), picture, half);
  assert.equal(outcome, "answered");
  assert.equal(way.length, 3);
  assert.deepEqual(xy(way.at(-1)), xy(centres.get("default/web-1")));
});

test("through an Ingress it passes the line of its route", () => {
  const through = flow({
    service: ["ingress-nginx", "controller"],
    host: "shop.example",
    path: "/api",
    routed: ["default", "api"],
    pods: { "api-1": 1 },
  });
  const { way, end: outcome } = journeyOf(through, picture, half);
  const [gate] = scene.services.gates;
  assert.equal(outcome, "answered");
  assert.equal(way[1].x > gate.x && way[2].x === gate.x + gate.width, true);
  assert.equal(way[1].y, way[2].y);
  assert.deepEqual(xy(way.at(-1)), xy(centres.get("default/api-1")));
});

test("where no route leads, it fails at the Ingress", () => {
  const lost = flow({ service: ["ingress-nginx", "controller"], host: "shop.example", failed: 1 });
  const { way, end: outcome } = journeyOf(lost, picture, half);
  assert.equal(outcome, "failed");
  const [gate] = scene.services.gates;
  assert.ok(way.at(-1).x <= gate.x + gate.width);
});

test("a request that a policy stops halts before the pod that it may not enter", () => {
  const stopped = flow({
    service: ["default", "api"],
    pods: {},
    failed: 1,
    stopped: { "default/closed": 1 },
  });
  const { way, end: outcome } = journeyOf(stopped, picture, half);
  const pod = centres.get("default/api-1");
  const far = Math.hypot(way.at(-1).x - pod.x, way.at(-1).y - pod.y);
  assert.equal(outcome, "stopped");
  assert.ok(far > pod.radius && far < pod.radius + 20);
});

test("pods that send requests are where these begin", () => {
  const { way } = journeyOf(flow({ source: { app: "api" } }), picture, half);
  assert.deepEqual(xy(way[0]), xy(centres.get("default/api-1")));
});

test("a flow whose Service is not in the picture has no way", () => {
  assert.equal(journeyOf(flow({ service: ["other", "web"] }), picture, half), null);
});

test("each pod gets its share of those that are answered, also when some fail", () => {
  const pods = { a: 0.25, b: 0.25 };
  assert.equal(podOf({ pods }, 0.4), "a");
  assert.equal(podOf({ pods }, 0.9), "b");
  assert.equal(podOf({ pods: {} }, 0.5), undefined);
});

test("the arrow keys reach all that is drawn: workloads, volumes, Ingresses, Services", () => {
  const whole = snapshotOf({
    ...objects,
    hosts: { "/h1": { power: "On" } },
    vms: { "/v1": { host: "h1", node: "n1", phase: "Running" } },
    "jobs.batch": { "default/one": { created: 0, state: "Running", completions: 1 } },
    "statefulsets.apps": { "default/db": { created: 0, replicas: 1, start: 0 } },
    persistentvolumeclaims: { "default/far": { phase: "Pending", volume: "" } },
  });
  const content = { pills: pillsOf(whole), cylinders: cylindersOf(whole) };
  const spots = place(noSlots(), whole);
  const drawn = buildScene(whole, spots, { width: 900, height: 600 }, {}, content);
  const things = thingsOf(drawn, whole, grapeCentres(drawn, spots));
  const kinds = new Set(things.map(({ key }) => key[0]));
  for (const kind of ["jobs.batch", "persistentvolumeclaims", "ingresses.networking.k8s.io"])
    assert.ok(kinds.has(kind));
  const seen = new Set([things[0]]);
  for (const thing of seen)
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      const next = nearest(things, thing, key);
      if (next) seen.add(next);
    }
  assert.equal(seen.size, things.length);
});

test("nothing of the scene covers anything else: its parts follow one another", () => {
  const { plane, shelf, hosts, services, height } = scene;
  const bottom = Math.max(...hosts.map((host) => host.y + host.height));
  assert.ok(plane.y + plane.height <= shelf.y);
  assert.ok(shelf.y + shelf.height <= Math.min(...hosts.map(({ y }) => y)));
  assert.ok(bottom <= services.y);
  for (const { y, height: tall } of services.services) assert.ok(y + tall <= height + 1);
});
