/**
 * What can be pointed at in the picture: hosts, VMs or nodes, pods, workloads, volumes, Ingresses,
 * Services, quotas, with the place each takes and the key by which the lab knows it.
 *
 * @typedef {{key: [string, string, string], x: number, y: number, width: number,
 *   height: number, whole?: any}} Thing   x and y are the centre; `whole`: what is ringed when it
 *   is more than what is pointed at
 */
const HOST_HEAD = 38;

const thing = (key, box) => ({
  key,
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
  width: box.width,
  height: box.height,
});

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
  for (const place of scene.services?.services ?? [])
    things.push(thing(["services", place.entry.namespace, place.entry.name], place));
  const boxes = [
    ...(scene.band?.pills ?? []),
    ...(scene.meters ?? []),
    ...scene.cylinders,
    ...(scene.services?.gates ?? []),
  ];
  for (const box of boxes) things.push(thing(box.key, box));
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
