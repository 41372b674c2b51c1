/** Where claims stand: at the foot of the node whose disk they are, or on the network's shelf. */
import { CYLINDER } from "./claims.js";
import { GAP, VM_PAD } from "./grid.js";
import { intoRows } from "./rows.js";

const DISK = 26;
/** Height that local volumes take from their node. */
export const DISKS = DISK + 8;
export const STORAGE_PAD = 7;
const STORAGE_LABEL = 118;
const STORAGE_ROWS = 2;

/** Those of the network, side by side in a shelf of that width. */
export const onShelf = (cylinders, width) =>
  intoRows(
    cylinders.filter(({ node }) => !node),
    width - STORAGE_LABEL,
    { gap: 14, height: DISK, most: STORAGE_ROWS },
  );

/** The same in the drawing, below the hosts that end at `bottom`. */
export const remoteDisks = ({ placed }, bottom) =>
  placed.map((disk) => ({
    ...disk,
    x: disk.x + STORAGE_LABEL,
    y: disk.y + bottom + GAP + STORAGE_PAD,
  }));

/** Local volumes stand at the foot of their node; many of them overlap. */
export function localDisks(cylinders, hosts) {
  const count = new Map();
  for (const { node } of cylinders) count.set(node, (count.get(node) ?? 0) + 1);
  const seen = new Map();
  const vms = new Map(hosts.flatMap((host) => host.vms).map((vm) => [vm.node, vm]));
  return cylinders.flatMap((disk) => {
    const vm = vms.get(disk.node);
    if (!vm) return [];
    const at = seen.get(disk.node) ?? 0;
    seen.set(disk.node, at + 1);
    const room = vm.width - 2 * VM_PAD - CYLINDER;
    const pitch = Math.min(CYLINDER + 8, room / Math.max(1, count.get(disk.node) - 1));
    const corner = { x: vm.x + VM_PAD + at * pitch, y: vm.y + vm.height - VM_PAD - DISK + 2 };
    return [{ ...disk, ...corner, width: CYLINDER, height: DISK }];
  });
}
