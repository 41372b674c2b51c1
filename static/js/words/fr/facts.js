/** Les moments d'une chaîne de causes. **nom** et `texte de la machine` sont mis en valeur. */

const plural = (count, one, many) => [one, many][Number(count > 1)];
const machine = (text) => `\`${text}\``;

const names = (list, and) => {
  const bold = list.map((name) => `**${name}**`);
  return bold.length < 2 ? bold.join("") : `${bold.slice(0, -1).join(", ")} ${and} ${bold.at(-1)}`;
};

const lacks = { MemoryPressure: "mémoire", DiskPressure: "disque", PIDPressure: "processus" };

/** À qui quelque chose est refusé, et combien de fois. */
const cannot = ({ owner, count = 1 }) =>
  owner
    ? `${owner} ne peut rien créer${count > 1 ? ` (${count} essais)` : ""} :`
    : "Refusé :";

/** @type {Record<string, (args: any, f: any) => string>} */
export const facts = {
  "command.typed": ({ text }) => `Vous avez tapé ${machine(text)}`,
  "host.powered-off": ({ host }) => `Vous avez coupé **${host}**`,
  "host.powered-on": ({ host }) => `Vous avez remis le courant à **${host}**`,
  "vm.stopped": ({ vm }) => `La VM **${vm}** s’arrête`,
  "vm.paused": ({ vm }) => `La VM **${vm}** est suspendue, et tout ce qu’elle contient avec elle`,
  "vm.resumed": ({ vm }) => `La VM **${vm}** reprend là où elle en était`,
  "vm.started": ({ vm }) => `La VM **${vm}** a démarré`,
  "node.not-ready": ({ node, after }, f) =>
    `**${node}** ne donne plus signe de vie depuis ${f.duration(after)}`,
  "node.ready": ({ node }) => `**${node}** redonne signe de vie`,
  "node.tainted": ({ node, taint }) => `Teinte ${machine(taint)} posée sur **${node}**`,
  "node.cordoned": ({ node }) => `**${node}** est fermé aux nouveaux pods`,
  "node.uncordoned": ({ node }) => `**${node}** est rouvert aux nouveaux pods`,
  "pod.evicted": ({ pod, node, after }, f) =>
    `**${pod}** est évincé de ${node} après ${f.duration(after)} de tolérance`,
  "pod.deleted": ({ pod }) => `**${pod}** est supprimé`,
  "pod.created": ({ pod, owner, missing }) =>
    missing
      ? `${owner} : ${missing} ${plural(missing, "manquant", "manquants")}, il crée **${pod}**`
      : owner
        ? `${owner} crée **${pod}**`
        : `**${pod}** est créé`,
  "pod.bound": ({ node, feasible, score, next }) =>
    `Placé sur **${node}**` +
    (feasible ? ` : ${feasible} ${plural(feasible, "nœud possible", "nœuds possibles")}` : "") +
    (next === undefined || next === null ? "" : `, score ${score} contre ${next}`),
  "pod.unschedulable": ({ message }) => `Aucun nœud ne convient : ${machine(message)}`,
  "pod.nominated": ({ node, victims, violations }) =>
    (victims.length
      ? `${names(victims, "et")} ${plural(victims.length, "doit", "doivent")} lui céder la place sur **${node}**`
      : `Une place lui est gardée sur **${node}**`) +
    (violations ? ", malgré un budget d’interruption : il n’y avait pas d’autre issue" : ""),
  "pod.preempted": ({ pod, node, by, priority, theirs }) =>
    `**${pod}** doit quitter ${node} au profit de **${by}**, plus prioritaire (${theirs} contre ${priority})`,
  "pod.asked-to-leave": ({ pod, node }) =>
    `**${pod}** est prié de quitter ${node} : aucun budget d’interruption ne s’y oppose`,
  "pod.gated": ({ gates }) =>
    `Aucun ordonnanceur ne le regarde tant que ${plural(gates.length, "sa barrière n’est pas levée", "ses barrières ne sont pas levées")} : ${gates.map(machine).join(", ")}`,
  "pod.ungated": () => "Sa dernière barrière est levée : l’ordonnanceur peut s’en occuper",
  "pod.no-scheduler": ({ scheduler }) =>
    `Il attend un ordonnanceur nommé ${machine(scheduler)}, et personne ici ne porte ce nom`,
  "pod.started": ({ node }) => `Ses conteneurs tournent sur **${node}**`,
  "pod.ready": () => "Il répond : le voilà prêt",
  "pod.not-ready": ({ pod }) => `**${pod}** n’est plus prêt : il ne reçoit plus de requêtes`,
  "pod.finished": ({ pod, phase }) => `**${pod}** a fini son travail (${machine(phase)})`,
  "pod.stopped": ({ pod }) => `**${pod}** s’est arrêté, comme on le lui demandait`,
  "pod.crashed": ({ code, reason }) =>
    `Son programme s’est arrêté (code ${code}${reason ? `, ${reason}` : ""})`,
  "pod.image-failed": ({ image }) => `L’image ${machine(image)} n’a pas pu être téléchargée`,
  "replicaset.scaled": ({ name, from, to }) =>
    `ReplicaSet **${name}** : de ${from} à ${to} réplicas`,
  "replicaset.created": ({ name, deployment }) => `Deployment ${deployment} : il crée **${name}**`,
  "deployment.created": ({ name }) => `Deployment **${name}** créé`,
  "deployment.updated": ({ name }) => `Deployment **${name}** modifié`,
  "service.created": ({ name }) => `Service **${name}** créé`,
  "endpoints.changed": ({ service, ready }) =>
    `Service **${service}** : ${ready} ${plural(ready, "pod répond", "pods répondent")} derrière lui`,
  "budget.counted": ({ name, allowed, healthy, needed }) =>
    allowed
      ? `**${name}** laisse partir ${allowed} ${plural(allowed, "pod", "pods")} : ${healthy} en bonne santé pour ${needed} ${plural(needed, "exigé", "exigés")}`
      : `**${name}** ne laisse partir personne : ${needed} ${plural(needed, "pod exigé", "pods exigés")} en bonne santé, ${healthy} ${plural(healthy, "présent", "présents")}`,
  "object.created": ({ resource, name }, f) => `${f.kind(resource)} **${name}** créé`,
  "object.updated": ({ resource, name }, f) => `${f.kind(resource)} **${name}** modifié`,
  "object.deleted": ({ resource, name }, f) => `${f.kind(resource)} **${name}** supprimé`,

  "set.scaled": ({ kind, name, from, to }) => `${kind} **${name}** : de ${from} à ${to} réplicas`,
  "set.updated": ({ kind, name }) => `${kind} **${name}** : nouveau modèle de pod`,
  "set.up-to-date": ({ name, revision }) =>
    `Tous les pods de **${name}** en sont à ${machine(revision)}`,
  "deployment.stuck": ({ name, after }, f) =>
    `Le déploiement de **${name}** n’avance plus depuis ${f.duration(after)} : il est déclaré en panne`,
  "job.created": ({ name, owner }) =>
    owner ? `C’est l’heure : le CronJob ${owner} crée **${name}**` : `Job **${name}** créé`,
  "job.deleted": ({ name }) => `Job **${name}** supprimé`,
  "job.suspended": ({ name }) => `**${name}** est suspendu : ses pods s’arrêtent`,
  "job.resumed": ({ name }) => `**${name}** reprend`,
  "job.pod-failed": ({ failed, limit }) =>
    (failed === 1 ? "Un premier pod échoue" : `Un pod échoue encore, cela fait ${failed}`) +
    (limit === null ? "" : ` (${limit} ${plural(limit, "nouvel essai permis", "nouveaux essais permis")})`),
  "job.completed": ({ name }) => `**${name}** a fini : tout est fait`,
  "job.given-up": ({ name, reason, message }) =>
    ({
      BackoffLimitExceeded: `**${name}** renonce : trop de pods ont échoué`,
      DeadlineExceeded: `**${name}** renonce : son temps est écoulé`,
      PodFailurePolicy: `Sa politique d’échec arrête **${name}** : ${machine(message)}`,
      FailedIndexes: `**${name}** échoue : des index ont été abandonnés`,
      MaxFailedIndexesExceeded: `**${name}** renonce : trop d’index ont été abandonnés`,
    })[reason] ?? `**${name}** échoue : ${machine(message || reason)}`,
  "cronjob.created": ({ name }) => `CronJob **${name}** créé`,
  "cronjob.deleted": ({ name }) => `CronJob **${name}** supprimé`,
  "cronjob.suspended": ({ name }) => `**${name}** est suspendu : il ne lancera plus rien`,
  "cronjob.resumed": ({ name }) => `**${name}** peut de nouveau lancer des Jobs`,
  "cronjob.ran": () => "L’heure est venue : un Job est lancé",
  "cronjob.skipped": ({ count }) =>
    `${count > 1 ? `${count} tours sautés` : "Un tour sauté"} : le Job précédent n’avait pas fini (Forbid)`,
  "cronjob.missed": ({ message }) => `Un tour manqué : ${machine(message)}`,
  "cronjob.lost-count": () =>
    "Plus de cent tours manqués : il y a sans doute une erreur, et il ne rattrape rien",
  "claim.created": ({ name, size }) => `**${name}** demande ${size}`,
  "claim.deleted": ({ name }) => `La demande **${name}** est effacée`,
  "claim.asked-to-go": ({ name }) => `On demande à supprimer **${name}**`,
  "claim.near": ({ node }) => `L’ordonnanceur veut le volume à portée de **${node}**`,
  "claim.bound": ({ name, volume }) => `**${name}** reçoit le volume ${volume}`,
  "claim.unprovisioned": ({ message }) => `Le volume n’a pas pu être fabriqué : ${machine(message)}`,
  "volume.created": ({ name, claim }) =>
    claim ? `Volume **${name}** fabriqué pour ${claim}` : `Volume **${name}** créé`,
  "volume.deleted": ({ name }) => `Le volume **${name}** est effacé, avec ses données`,
  "volume.bound": ({ name, claim }) => `**${name}** est lié à ${claim}`,
  "volume.released": ({ name, claim }) => `${claim} n’est plus : **${name}** garde ses données`,
  "volume.failed": ({ name }) => `**${name}** n’a pas pu être récupéré`,
  "hpa.rescaled": ({ size, why }) => `L’autoscaler veut ${size} réplicas : ${machine(why)}`,
  "hpa.unmeasured": ({ message }) => `L’autoscaler ne peut rien mesurer : ${machine(message)}`,
  "node.pressed": ({ node, kind }) => `**${node}** manque de ${lacks[kind]} (${machine(kind)})`,
  "node.relieved": ({ node, kind }) => `**${node}** ne manque plus de ${lacks[kind]}`,
  "pod.pushed-out": ({ pod, node, message }) =>
    `${node} manquait de place : le kubelet en chasse **${pod}** (${machine(message)})`,
  "pod.overdue": ({ pod }) => `**${pod}** a dépassé la durée qui lui était permise`,
  "pod.rejected": ({ pod, node, reason, message }) =>
    `Le kubelet de ${node} refuse **${pod}** (${reason}) : ${machine(message)}`,
  "pod.unattached": ({ message }) => `Son volume n’a pas pu être attaché : ${machine(message)}`,
  "pod.unmounted": ({ message }) => `Un volume n’a pas pu être monté : ${machine(message)}`,
  "pod.unhealthy": ({ message, count }) =>
    `Une sonde échoue${count > 1 ? ` (${count} fois)` : ""} : ${machine(message)}`,

  "refused.quota": (args) =>
    `${cannot(args)} le quota **${args.name}** serait dépassé (demandé ${machine(args.requested)}, déjà pris ${machine(args.used)}, permis ${machine(args.limited)})`,
  "refused.unsaid": (args) =>
    `${cannot(args)} le quota **${args.name}** exige que le pod dise ${machine(args.what)}`,
  "refused.pod-security": (args) =>
    `${cannot(args)} son espace de noms exige le niveau ${machine(args.level)} : ${machine(args.why)}`,
  "refused.policy": (args) =>
    `${cannot(args)} la règle d’admission **${args.name}** s’y oppose : ${machine(args.why)}`,
  "refused.access": (args) =>
    `${cannot(args)} ${machine(args.user)} n’a pas le droit ${machine(args.verb)} sur ${machine(args.resource)}` +
    (args.namespace ? ` dans ${machine(args.namespace)}` : " dans tout le cluster"),
  "refused.limits": (args) =>
    `${cannot(args)} ${machine(args.limit)} de ${args.resource} est ${args.bound === "maximum" ? "le plus" : "le moins"} qu’un ${args.kind} puisse demander ici`,
  "refused.namespace": (args) => `${cannot(args)} son espace de noms est en train de disparaître`,
  "refused.otherwise": (args) => `${cannot(args)} ${machine(args.message)}`,
};

/** Quand un fait n'a pas de mots à lui. */
export const unknown = (fact) => machine(fact);

/** Ce qu'un acteur est, quand il mérite d'être nommé. */
export const actors = { student: "vous", scenario: "le scénario" };
