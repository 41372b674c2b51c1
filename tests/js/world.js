/** Small worlds for tests, as snapshots. */
import { fromList } from "../../static/js/state/snapshot.js";

export const pod = (more = {}) => ({
  created: 0,
  owner: { kind: "Deployment", name: "web" },
  node: "",
  phase: "Pending",
  status: "Pending",
  ready: [0, 1],
  restarts: 0,
  terminating: false,
  containers: [{ name: "nginx", image: "nginx", state: "waiting", ready: false, restarts: 0 }],
  ...more,
});

export const running = (node, more = {}) =>
  pod({ node, phase: "Running", status: "Running", ready: [1, 1], ...more });

export const node = (more = {}) => ({
  created: 0,
  ready: "True",
  cordoned: false,
  cpu: 4000,
  memory: 2 ** 33,
  pods: 110,
  taints: [],
  ...more,
});

/** `{pods: {"default/a": card}, …}` as a snapshot. */
export function snapshotOf(objects, more = {}) {
  const rows = ([resource, cards]) => [
    resource,
    Object.entries(cards).map(([key, card]) => [...key.split("/"), card]),
  ];
  return fromList({
    revision: 1,
    time: 0,
    epoch: 0,
    clock: { paused: false, speed: 1, end: 0, live: true },
    lab: { id: "x" },
    objects: Object.fromEntries(Object.entries(objects).map(rows)),
    ...more,
  });
}
