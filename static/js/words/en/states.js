/** What things are and how they are doing, in plain English. */
import { KINDS } from "../kinds.js";

const plural = (count, one, many) => (count === 1 ? one : many);

export const kinds = {
  hosts: "Host",
  vms: "Virtual machine",
  nodes: "Node",
  pods: "Pod",
  services: "Service",
  events: "Event",
  namespaces: "Namespace",
  ...KINDS,
};

export const shapes = {
  pending: "Waiting for a node",
  creating: "Being created",
  running: "Running and answering",
  half: "Running, not ready yet",
  terminating: "Shutting down",
  crash: "Crashing and starting over",
  failed: "Failed",
  done: "Finished its work",
  lost: "Out of contact: its node no longer answers",
};

export const power = { On: "powered on", Off: "powered off" };
export const phases = {
  Running: "running",
  Booting: "booting",
  Paused: "paused",
  Stopped: "stopped",
};
export const ready = { True: "Ready", False: "Not ready", Unknown: "Not answering" };
export const cordoned = { true: "closed", false: "open" };
export const nodeBadge = { True: "Ready", False: "NotReady", Unknown: "NotReady" };

export const containers = { waiting: "waiting", running: "running", terminated: "stopped" };

export const deployment = ({ ready: up = 0, replicas }) =>
  up >= replicas ? "All there" : `${up} of ${replicas} ready`;

export const service = (count) =>
  count
    ? `Shares requests among ${count} ready ${plural(count, "pod", "pods")}`
    : "Nobody behind it";

export const facts = {
  node: "Node",
  host: "Host",
  vm: "VM",
  image: "Image",
  images: "Images",
  ip: "IP",
  qos: "QoS",
  owner: "Owner",
  restarts: "Restarts",
  ready: "Ready",
  namespace: "Namespace",
  hypervisor: "Hypervisor",
  cpu: "CPU",
  memory: "Memory",
  pods: "Pods",
  roles: "Roles",
  version: "Version",
  taints: "Taints",
  type: "Type",
  clusterIP: "Cluster IP",
  ports: "Ports",
  selector: "Selector",
  endpoints: "Ready pods",
  replicas: "Replicas",
  updated: "Up to date",
  available: "Available",
  requests: "Requests",
  containers: "Containers",
  status: "STATUS",
  labels: "Labels",
  phase: "State",
  created: "Created",
  revision: "Revision",
};

export const hypervisorType = { 1: "type 1, on bare metal", 2: "type 2, on an operating system" };

/** A sentence for the live region. */
export const spoken = {
  "host.off": (n, place) => `Host ${place} has lost power.`,
  "host.on": (n, place) => `Host ${place} has power again.`,
  "node.lost": (n, place) => `Node ${place} no longer answers.`,
  "node.back": (n, place) => `Node ${place} answers again.`,
  "pod.crash": (n, place) => `${n} ${plural(n, "pod crashes", "pods crash")} on ${place}.`,
  "pod.ready": (n, place) => `${n} ${plural(n, "pod", "pods")} ready on ${place}.`,
  "pod.gone": (n) => `${n} ${plural(n, "pod", "pods")} deleted.`,
};
