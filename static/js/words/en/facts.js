/** The moments of a chain of causes. **names** and `what a machine says` are set apart. */

const machine = (text) => `\`${text}\``;

const names = (list, and) => {
  const bold = list.map((name) => `**${name}**`);
  return bold.length < 2 ? bold.join("") : `${bold.slice(0, -1).join(", ")} ${and} ${bold.at(-1)}`;
};

const lacks = { MemoryPressure: "memory", DiskPressure: "disk", PIDPressure: "processes" };

/** To whom something is refused, and how often. */
const cannot = ({ owner, count = 1 }) =>
  owner ? `${owner} cannot create anything${count > 1 ? ` (${count} tries)` : ""}:` : "Refused:";

/** @type {Record<string, (args: any, f: any) => string>} */
export const facts = {
  "command.typed": ({ text }) => `You typed ${machine(text)}`,
  "host.powered-off": ({ host }) => `You cut the power of **${host}**`,
  "host.powered-on": ({ host }) => `You gave **${host}** its power back`,
  "vm.stopped": ({ vm }) => `VM **${vm}** stops`,
  "vm.paused": ({ vm }) => `VM **${vm}** is paused, with all that runs in it`,
  "vm.resumed": ({ vm }) => `VM **${vm}** goes on where it was`,
  "vm.started": ({ vm }) => `VM **${vm}** is up`,
  "node.not-ready": ({ node, after }, f) =>
    `Nothing has been heard of **${node}** for ${f.duration(after)}`,
  "node.ready": ({ node }) => `**${node}** is heard of again`,
  "node.tainted": ({ node, taint }) => `**${node}** gets the taint ${machine(taint)}`,
  "node.cordoned": ({ node }) => `**${node}** is closed to new pods`,
  "node.uncordoned": ({ node }) => `**${node}** is open to new pods again`,
  "pod.evicted": ({ pod, node, after }, f) =>
    `**${pod}** is evicted from ${node}: its ${f.duration(after)} of toleration are over`,
  "pod.deleted": ({ pod }) => `**${pod}** is deleted`,
  "pod.created": ({ pod, owner, missing }) =>
    missing
      ? `${owner} is ${missing} short, so it creates **${pod}**`
      : owner
        ? `${owner} creates **${pod}**`
        : `**${pod}** is created`,
  "pod.bound": ({ node, feasible, score, next }) =>
    `Placed on **${node}**` +
    (feasible ? `: ${feasible} ${feasible === 1 ? "node" : "nodes"} would do` : "") +
    (next === undefined || next === null ? "" : `, ${score} points against ${next}`),
  "pod.unschedulable": ({ message }) => `No node will do: ${machine(message)}`,
  "pod.nominated": ({ node, victims, violations }) =>
    (victims.length
      ? `${names(victims, "and")} must make room for it on **${node}**`
      : `Room is kept for it on **${node}**`) +
    (violations ? ", against a disruption budget: there was no other way" : ""),
  "pod.preempted": ({ pod, node, by, priority, theirs }) =>
    `**${pod}** must leave ${node} for **${by}**, which matters more (priority ${theirs} against ${priority})`,
  "pod.asked-to-leave": ({ pod, node }) =>
    `**${pod}** is asked to leave ${node}, and no disruption budget objects`,
  "pod.gated": ({ gates }) =>
    `No scheduler looks at it before ${gates.length === 1 ? "its gate is" : "its gates are"} lifted: ${gates.map(machine).join(", ")}`,
  "pod.ungated": () => "Its last gate is lifted: the scheduler may look at it",
  "pod.no-scheduler": ({ scheduler }) =>
    `It waits for a scheduler called ${machine(scheduler)}, and nobody here answers to that name`,
  "pod.started": ({ node }) => `Its containers run on **${node}**`,
  "pod.ready": () => "It answers, so it is ready",
  "pod.not-ready": ({ pod }) => `**${pod}** is no longer ready, so it gets no more requests`,
  "pod.finished": ({ pod, phase }) => `**${pod}** has done its work (${machine(phase)})`,
  "pod.stopped": ({ pod }) => `**${pod}** has stopped, as it was asked to`,
  "pod.crashed": ({ code, reason }) =>
    `Its program ended (exit code ${code}${reason ? `, ${reason}` : ""})`,
  "pod.image-failed": ({ image }) => `The image ${machine(image)} could not be pulled`,
  "replicaset.scaled": ({ name, from, to }) =>
    `ReplicaSet **${name}** goes from ${from} to ${to} replicas`,
  "replicaset.created": ({ name, deployment }) => `Deployment ${deployment} creates **${name}**`,
  "deployment.created": ({ name }) => `Deployment **${name}** is created`,
  "deployment.updated": ({ name }) => `Deployment **${name}** is changed`,
  "service.created": ({ name }) => `Service **${name}** is created`,
  "endpoints.changed": ({ service, ready }) =>
    `Service **${service}** now has ${ready} ${ready === 1 ? "pod" : "pods"} to send to`,
  "budget.counted": ({ name, allowed, healthy, needed }) =>
    allowed
      ? `**${name}** lets ${allowed} ${allowed === 1 ? "pod" : "pods"} leave: ${healthy} are healthy, ${needed} have to be`
      : `**${name}** lets no pod leave: ${needed} have to be healthy, ${healthy} ${healthy === 1 ? "is" : "are"}`,
  "object.created": ({ resource, name }, f) => `${f.kind(resource)} **${name}** is created`,
  "object.updated": ({ resource, name }, f) => `${f.kind(resource)} **${name}** is changed`,
  "object.deleted": ({ resource, name }, f) => `${f.kind(resource)} **${name}** is deleted`,

  "set.scaled": ({ kind, name, from, to }) => `${kind} **${name}** goes from ${from} to ${to} replicas`,
  "set.updated": ({ kind, name }) => `${kind} **${name}** gets a new pod template`,
  "set.up-to-date": ({ name, revision }) => `All pods of **${name}** are at ${machine(revision)}`,
  "deployment.stuck": ({ name, after }, f) =>
    `The rollout of **${name}** has not moved for ${f.duration(after)}: it is declared failed`,
  "job.created": ({ name, owner }) =>
    owner ? `It is time: CronJob ${owner} creates **${name}**` : `Job **${name}** is created`,
  "job.deleted": ({ name }) => `Job **${name}** is deleted`,
  "job.suspended": ({ name }) => `**${name}** is suspended, so its pods stop`,
  "job.resumed": ({ name }) => `**${name}** goes on`,
  "job.pod-failed": ({ failed, limit }) =>
    (failed === 1 ? "A first pod fails" : `Another pod fails, which makes ${failed}`) +
    (limit === null ? "" : ` (${limit} ${limit === 1 ? "retry" : "retries"} allowed)`),
  "job.completed": ({ name }) => `**${name}** is done, all of it`,
  "job.given-up": ({ name, reason, message }) =>
    ({
      BackoffLimitExceeded: `**${name}** gives up: too many pods have failed`,
      DeadlineExceeded: `**${name}** gives up: its time is over`,
      PodFailurePolicy: `Its failure policy stops **${name}**: ${machine(message)}`,
      FailedIndexes: `**${name}** fails: some indexes were given up`,
      MaxFailedIndexesExceeded: `**${name}** gives up: too many indexes were given up`,
    })[reason] ?? `**${name}** fails: ${machine(message || reason)}`,
  "cronjob.created": ({ name }) => `CronJob **${name}** is created`,
  "cronjob.deleted": ({ name }) => `CronJob **${name}** is deleted`,
  "cronjob.suspended": ({ name }) => `**${name}** is suspended: it starts nothing any more`,
  "cronjob.resumed": ({ name }) => `**${name}** may start Jobs again`,
  "cronjob.ran": () => "The hour has come, and a Job is started",
  "cronjob.skipped": ({ count }) =>
    `${count > 1 ? `${count} runs are skipped` : "A run is skipped"}: the Job before had not ended (Forbid)`,
  "cronjob.missed": ({ message }) => `A run is missed: ${machine(message)}`,
  "cronjob.lost-count": () =>
    "More than a hundred runs were missed: something must be wrong, so none is made up for",
  "claim.created": ({ name, size }) => `**${name}** asks for ${size}`,
  "claim.deleted": ({ name }) => `The claim **${name}** is gone`,
  "claim.asked-to-go": ({ name }) => `Somebody asks for **${name}** to be deleted`,
  "claim.near": ({ node }) => `The scheduler wants the volume within reach of **${node}**`,
  "claim.bound": ({ name, volume }) => `**${name}** gets volume ${volume}`,
  "claim.unprovisioned": ({ message }) => `No volume could be made: ${machine(message)}`,
  "volume.created": ({ name, claim }) =>
    claim ? `Volume **${name}** is made for ${claim}` : `Volume **${name}** is created`,
  "volume.deleted": ({ name }) => `Volume **${name}** is deleted, and its data with it`,
  "volume.bound": ({ name, claim }) => `**${name}** is bound to ${claim}`,
  "volume.released": ({ name, claim }) => `${claim} is gone, and **${name}** keeps its data`,
  "volume.failed": ({ name }) => `**${name}** could not be reclaimed`,
  "hpa.rescaled": ({ size, why }) => `The autoscaler wants ${size} replicas: ${machine(why)}`,
  "hpa.unmeasured": ({ message }) => `The autoscaler cannot measure anything: ${machine(message)}`,
  "node.pressed": ({ node, kind }) => `**${node}** runs out of ${lacks[kind]} (${machine(kind)})`,
  "node.relieved": ({ node, kind }) => `**${node}** has enough ${lacks[kind]} again`,
  "pod.pushed-out": ({ pod, node, message }) =>
    `${node} was running out, so its kubelet throws **${pod}** out (${machine(message)})`,
  "pod.overdue": ({ pod }) => `**${pod}** has run for longer than it was allowed to`,
  "pod.rejected": ({ pod, node, reason, message }) =>
    `The kubelet of ${node} refuses **${pod}** (${reason}): ${machine(message)}`,
  "pod.unattached": ({ message }) => `Its volume could not be attached: ${machine(message)}`,
  "pod.unmounted": ({ message }) => `A volume could not be mounted: ${machine(message)}`,
  "pod.unhealthy": ({ message, count }) =>
    `A probe fails${count > 1 ? ` (${count} times)` : ""}: ${machine(message)}`,

  "refused.quota": (args) =>
    `${cannot(args)} it would exceed the quota **${args.name}** (asked for ${machine(args.requested)}, taken ${machine(args.used)}, allowed ${machine(args.limited)})`,
  "refused.unsaid": (args) =>
    `${cannot(args)} the quota **${args.name}** wants the pod to say its ${machine(args.what)}`,
  "refused.pod-security": (args) =>
    `${cannot(args)} its namespace demands the level ${machine(args.level)}: ${machine(args.why)}`,
  "refused.policy": (args) =>
    `${cannot(args)} the admission policy **${args.name}** objects: ${machine(args.why)}`,
  "refused.access": (args) =>
    `${cannot(args)} ${machine(args.user)} may not ${machine(args.verb)} ${machine(args.resource)}` +
    (args.namespace ? ` in ${machine(args.namespace)}` : " in the whole cluster"),
  "refused.limits": (args) =>
    `${cannot(args)} ${machine(args.limit)} of ${args.resource} is the ${args.bound === "maximum" ? "most" : "least"} that a ${args.kind} may ask for here`,
  "refused.namespace": (args) => `${cannot(args)} its namespace is on its way out`,
  "refused.otherwise": (args) => `${cannot(args)} ${machine(args.message)}`,
};

/** When a fact has no words of its own. */
export const unknown = (fact) => machine(fact);

/** What an actor is called, when it has a better name. */
export const actors = { student: "you", scenario: "the scenario" };
