/** The layer of hosts and VMs, which draws itself again by itself while something boots. */
import { entriesOf, find } from "../../state/snapshot.js";
import { reconcile, s } from "../dom.js";
import { drawHost, drawVm, makeHost, makeVm } from "./host.js";

const WHILE_BOOTING = 400;

export class Machines {
  constructor(words) {
    this.words = words;
    this.hosts = s("g", { class: "hosts" });
    this.vms = s("g", { class: "vms" });
    /** VM → the lab's time at which this page first saw it boot. */
    this.boots = new Map();
  }

  stop() {
    clearTimeout(this.timer);
  }

  /** @param {any} picture scene, snapshot, podCounts, now */
  paint(picture) {
    const { scene, snapshot } = picture;
    this.noteBoots(snapshot, picture.now());
    reconcile(this.hosts, scene.hosts, {
      key: ({ name }) => name,
      create: makeHost,
      update: (group, box) =>
        drawHost(group, box, find(snapshot, ["hosts", "", box.name]), this.words),
    });
    const boxes = scene.hosts.flatMap(({ vms }) => vms);
    reconcile(this.vms, boxes, {
      key: (box) => `${box.node}|${box.name}`,
      create: (box) => makeVm(box, this.words),
      update: (group, box) => drawVm(group, box, this.stateOf(box, picture), this.words),
    });
    this.stop();
    if (this.boots.size) this.timer = setTimeout(() => this.paint(picture), WHILE_BOOTING);
  }

  noteBoots(snapshot, now) {
    const booting = entriesOf(snapshot, "vms").filter(({ card }) => card.phase === "Booting");
    this.boots = new Map(booting.map(({ name }) => [name, this.boots.get(name) ?? now]));
  }

  stateOf(box, { snapshot, podCounts, now }) {
    const vm = find(snapshot, ["vms", "", box.name]);
    return {
      vm,
      node: box.node ? find(snapshot, ["nodes", "", box.node]) : undefined,
      usage: snapshot.usage[box.node],
      pods: podCounts.get(box.node) ?? 0,
      booted: this.bootShare(vm, now()),
    };
  }

  /** How far a boot is, of the part of it that this page has seen. */
  bootShare(vm, now) {
    const start = this.boots.get(vm?.name);
    return start === undefined ? 0 : (now - start) / Math.max(1, vm.card.bootDone - start);
  }
}
