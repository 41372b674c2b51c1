/**
 * What can be pointed at in the picture: hosts, VMs or nodes, pods, services, with the place
 * each takes and the key by which the lab knows it.
 *
 * @typedef {{key: [string, string, string], x: number, y: number, width: number,
 *   height: number, whole?: any}} Thing   x and y are the centre; `whole`: what is ringed when it
 *   is more than what is pointed at
 */
import { shownServices } from "./scene.js";

const HOST_HEAD = 38;
export const SERVICE_WIDTH = 150;
export const CLIENT_WIDTH = 64;
const SERVICE_GAP = 18;
const SERVICE_HEIGHT = 40;

const thing = (key, box) => ({
  key,
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
  width: box.width,
  height: box.height,
});

/** Where the client and each service stand. */
export function servicePlaces(scene, snapshot) {
  if (!scene.services) return { client: null, services: [] };
  const { x, y, width, height } = scene.services;
  const shown = shownServices(snapshot).slice(
    0,
    Math.max(1, Math.floor((width - CLIENT_WIDTH) / (SERVICE_WIDTH + SERVICE_GAP))),
  );
  const top = y + (height - SERVICE_HEIGHT) / 2;
  const services = shown.map((entry, i) => ({
    entry,
    x: x + CLIENT_WIDTH + 34 + i * (SERVICE_WIDTH + SERVICE_GAP),
    y: top,
    width: SERVICE_WIDTH,
    height: SERVICE_HEIGHT,
  }));
  return { client: { x, y: top, width: CLIENT_WIDTH, height: SERVICE_HEIGHT }, services };
}

/** @returns {Thing[]} */
export function thingsOf(scene, snapshot, centres) {
  const things = [];
  for (const host of scene.hosts) {
    if (host.name) things.push(hostThing(host));
    for (const vm of host.vms)
      things.push(thing(vm.node ? ["nodes", "", vm.node] : ["vms", "", vm.name], vm));
  }
  for (const { key, at } of podCentres(snapshot, centres))
    things.push({ key, x: at.x, y: at.y, width: 2 * at.radius, height: 2 * at.radius });
  for (const place of servicePlaces(scene, snapshot).services)
    things.push(thing(["services", place.entry.namespace, place.entry.name], place));
  return things;
}

/** A host is pointed at by its head: its VMs lie on the rest of it. */
function hostThing(host) {
  const key = ["hosts", "", host.name];
  return { ...thing(key, { ...host, height: HOST_HEAD }), whole: thing(key, host) };
}

function* podCentres(snapshot, centres) {
  const pods = snapshot.objects.get("pods") ?? new Map();
  for (const [id, at] of centres) {
    const pod = pods.get(id);
    if (pod) yield { key: ["pods", pod.namespace, pod.name], at };
  }
}
