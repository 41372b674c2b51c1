/** Les rangées d'un portrait : ce qu'un enseignant montrerait du doigt dans un objet. */
import { schedule } from "./schedule.js";

const plural = (count, one, many) => [one, many][Number(count > 1)];
const machine = (text) => `\`${text}\``;
const all = (list) => list.map(machine).join(", ");

export { schedule };
export { columns, rows } from "./portrait-names.js";

export const ahead = (at, wait) => `${at}, dans ${wait}`;
export const beforeStart = "avant le début du laboratoire";

/** @type {Record<string, (args: any, f: any) => string>} */
export const says = {
  number: ({ value }, f) => f.number(value),
  bytes: ({ count }) => `${count} ${plural(count, "octet", "octets")}`,
  ready: ({ ready, all: every }) =>
    ready >= every
      ? `Au complet : ${ready} sur ${every}`
      : `${ready} sur ${every} ${plural(ready, "prêt", "prêts")}`,

  "pod.missing": () => "pas encore créé",
  "pod.leaving": () => "s’en va",
  "pod.waits": () => "attend",
  "pod.is-ready": () => "prêt",
  "pod.is-not-ready": () => "tourne, pas prêt",

  "sts.in-order": () => "un par un, chacun attend que le précédent soit prêt",
  "sts.at-once": () => "tous à la fois, sans s’attendre",
  "sts.on-delete": ({ updated, all: every }) =>
    `seulement quand on supprime un pod : ${updated} sur ${every} à jour`,
  "sts.partition": ({ partition, updated, all: every, revision }) =>
    `à partir du rang ${partition} seulement (partition) : ${updated} sur ${every} en ${machine(revision)}`,
  "sts.updating": ({ updated, all: every, revision }) =>
    `du dernier rang au premier : ${updated} sur ${every} en ${machine(revision)}`,
  "sts.claims-kept": ({ scaled, deleted }) =>
    scaled && deleted
      ? "gardés, même quand le rang ou l’ensemble disparaît"
      : scaled
        ? "gardés quand on réduit, supprimés avec l’ensemble"
        : deleted
          ? "supprimés quand on réduit, gardés si l’ensemble disparaît"
          : "supprimés avec le rang ou l’ensemble",

  "ds.ready": ({ ready, all: every }) =>
    ready >= every
      ? `Sur chacun de ses ${every} nœuds`
      : `Prêt sur ${ready} ${plural(ready, "nœud", "nœuds")}, ${every} voulus`,
  "ds.stray": ({ count }) =>
    `${count} ${plural(count, "pod tourne", "pods tournent")} là où il ne devrait pas`,
  "ds.left-out": ({ count }) =>
    `${count} : son sélecteur ou ses tolérances ne les ${plural(count, "vise", "visent")} pas`,
  "ds.rollingupdate": ({ updated, all: every }) =>
    `un nœud après l’autre : ${updated} sur ${every} à jour`,
  "ds.ondelete": ({ updated, all: every }) =>
    `seulement quand on supprime un pod : ${updated} sur ${every} à jour`,

  "job.failed": ({ reason }) =>
    ({
      BackoffLimitExceeded: "Échoué : trop d’essais ratés",
      DeadlineExceeded: "Échoué : l’échéance est passée",
      PodFailurePolicy: "Échoué : sa politique d’échec l’a arrêté",
      FailedIndexes: "Échoué : des index ont été abandonnés",
      MaxFailedIndexesExceeded: "Échoué : trop d’index abandonnés",
      SuccessPolicyNotMet: "Échoué : sa condition de succès n’est pas remplie",
    })[reason] ?? `Échoué : ${reason}`,
  "job.complete": () => "Terminé avec succès",
  "job.suspended": () => "Suspendu",
  "job.running": ({ count }) => `${count} ${plural(count, "pod au travail", "pods au travail")}`,
  "job.idle": () => "Aucun pod au travail en ce moment",
  "job.progress": ({ done, all: every, active, failed, together }) =>
    `${done} sur ${every} ${plural(done, "fait", "faits")}, ${active} en cours (${together} à la fois)` +
    (failed ? `, ${failed} ${plural(failed, "échec", "échecs")}` : ""),
  "job.progress-free": ({ done, active, failed }) =>
    `${done} ${plural(done, "fait", "faits")}, ${active} en cours : fini au premier succès` +
    (failed ? `, ${failed} ${plural(failed, "échec", "échecs")}` : ""),
  "job.backoff": ({ failures }) =>
    `après ${failures} ${plural(failures, "échec", "échecs d’affilée")} : l’attente double à chaque fois`,
  "job.retries": ({ failed, limit }) =>
    limit === 0
      ? "aucun : le premier échec est le dernier"
      : `${Math.min(failed, limit)} sur ${limit} ${plural(limit, "permis", "permis")}`,
  "job.retries-per-index": ({ limit, most }) =>
    `${limit} par index` +
    (most === null
      ? ""
      : `, et au plus ${most} ${plural(most, "index abandonné", "index abandonnés")}`),
  "job.rule": ({ action, codes, without, container, conditions }) => {
    const what = {
      FailJob: "tout arrêter",
      FailIndex: "abandonner l’index",
      Ignore: "ne pas compter l’échec",
      Count: "compter l’échec",
    }[action];
    const where = container ? ` de ${machine(container)}` : "";
    const when = conditions.length
      ? `si le pod a la condition ${all(conditions)}`
      : `si le code${where} ${without ? "n’est pas" : "est"} ${codes.join(" ou ")}`;
    return `${when} : ${what}`;
  },
  "job.ttl": ({ after }, f) => `supprimé ${f.duration(after)} après sa fin`,

  "cron.schedule": ({ text, zone }, f) => {
    const words = f.schedule(text);
    const place = zone ? ` (${zone})` : "";
    return words ? `${words}${place}, ${machine(text)}` : `${machine(text)}${place}`;
  },
  "cron.deadline": ({ after }, f) => `${f.duration(after)} au plus, après quoi il saute son tour`,
  "cron.allow": () => "un autre part quand même",
  "cron.forbid": () => "le nouveau saute son tour",
  "cron.replace": () => "le nouveau prend sa place",
  "cron.keeps": ({ well, badly }) =>
    `${well} ${plural(well, "réussi", "réussis")}, ${badly} ${plural(badly, "raté", "ratés")}`,
  "cron.suspended": () => "Suspendu : il ne lance plus rien",
  "cron.running": ({ count }) => `${count} ${plural(count, "Job en cours", "Jobs en cours")}`,
  "cron.waiting": () => "Attend son heure",

  "claim.size": ({ asked, got }) =>
    !got ? `${asked} demandés` : asked === got ? got : `${got}, ${asked} demandés`,
  "claim.unused": () => "personne pour l’instant",
  "claim.bound": () => "Liée à son volume",
  "claim.pending": () => "Attend un volume",
  "claim.lost": () => "Son volume a disparu",
  "claim.leaving": () => "Doit disparaître",
  "claim.resizing": ({ kind }) =>
    ({
      Resizing: "en cours",
      FileSystemResizePending: "le système de fichiers suivra quand un pod le montera",
      ControllerResizeError: "a échoué",
    })[kind],

  "volume.is-available": () => "Libre",
  "volume.is-bound": () => "Lié à une demande",
  "volume.is-released": () => "Sa demande n’existe plus ; il garde ses données",
  "volume.is-failed": () => "N’a pas pu être récupéré",
  "volume.is-pending": () => "En préparation",
  "volume.retain": () => "gardé avec ses données quand la demande disparaît (Retain)",
  "volume.delete": () => "effacé avec ses données quand la demande disparaît (Delete)",
  "volume.recycle": () => "vidé puis rendu quand la demande disparaît (Recycle)",

  "class.default": () => "oui, pour les demandes qui n’en nomment pas",
  "class.delayed": () => "quand un pod l’utilise, là où il est placé (WaitForFirstConsumer)",
  "class.immediate": () => "aussitôt la demande posée (Immediate)",
  "class.grows": () => "possible",
  "class.stays": () => "refusé",
  "class.by-hand": () => "quelqu’un crée les volumes à la main",
  "attachment.done": () => "Attaché",
  "attachment.waits": () => "En cours d’attachement",
  "attachment.leaving": () => "En cours de détachement",

  "quota.full": ({ names }) => `Épuisé : ${all(names)}`,
  "quota.near": ({ names }) => `Presque épuisé : ${all(names)}`,
  "quota.room": () => "Il reste de la place",
  "budget.healthy": ({ healthy, needed }) => `${healthy} (il en faut ${needed})`,
  "budget.min": ({ least }) => `en garder au moins ${least} en bonne santé`,
  "budget.max": ({ most }) => `en perdre au plus ${most} à la fois`,
  "budget.nobody": () => "Ne protège aucun pod",
  "budget.lets-go": ({ count }) =>
    `${count} ${plural(count, "pod peut partir", "pods peuvent partir")}`,
  "budget.holds": () => "Ne laisse partir personne",
  "priority.default": () => "oui, pour les pods qui n’en nomment pas",
  "priority.may-preempt": () => "peut faire partir des pods moins prioritaires",
  "priority.never": () => "passe devant dans la file, sans chasser personne (Never)",

  "config.immutable": () => "interdite (immutable)",
  "config.empty": () => "aucune",
  "config.unread": () => "aucun pod",

  "condition.well": () => "bien",
  "condition.true": () => "oui",
  "condition.false": () => "non",
  "condition.unknown": () => "on ne sait pas",
  "deployment.recreate": () => "tout arrêter, puis tout recréer (Recreate)",
  "deployment.rolling": ({ more, fewer }) =>
    `peu à peu : jusqu’à ${more} en plus et ${fewer} en moins`,

  "role.sum": () => "réunit celles d’autres rôles (agrégation)",
  "role.nothing": () => "rien",
  "role.more": ({ count }) => `et ${count} ${plural(count, "autre règle", "autres règles")}`,
  "role.anything": () => "tous",
  "role.everything": () => "tout",
  "binding.here": ({ name }) => `dans ${machine(name)} seulement`,
  "binding.everywhere": () => "dans tout le cluster",
  "binding.group": ({ name }) => `le groupe ${machine(name)}`,
  "binding.user": ({ name }) => `l’utilisateur ${machine(name)}`,
  "binding.no-role": () => "Son rôle n’existe pas : il ne donne rien",
  "account.no-role": () => "personne : il n’a que les droits de tous",
  "account.refused": ({ verb, resource, namespace }) =>
    `${machine(verb)} sur ${machine(resource)}${namespace ? ` dans ${machine(namespace)}` : ""}`,

  "namespace.pods": ({ count }) => `${count} ${plural(count, "pod", "pods")}`,
  "namespace.active": () => "En service",
  "namespace.leaving": () => "En train de disparaître",
  "security.enforce": ({ level }) => `refuse ce qui n’est pas ${machine(level)}`,
  "security.warn": ({ level }) => `avertit de ce qui n’est pas ${machine(level)}`,
  "security.audit": ({ level }) => `note ce qui n’est pas ${machine(level)}`,
  "last.refused": ({ resource, why }) => `${machine(resource)} : ${machine(why)}`,
  "policy.unbound": () => "rien : sans liaison (binding), elle ne s’applique pas",
  "custom.cluster": () => "tout le cluster",
  "custom.namespaced": () => "un espace de noms",
  "custom.stored": () => "servie, et celle qui est stockée",
  "custom.offered": () => "servie",
  "custom.withdrawn": () => "n’est plus servie",
  "custom.served": () => "Servi par l’API",
  "custom.not-served": () => "Pas encore servi par l’API",
  "custom.leaving": () => "En train de disparaître, avec tous ses objets",

  "endpoint.ready": () => "prêt",
  "endpoint.unready": () => "pas prêt",
  "endpoint.leaving": () => "s’en va",
  "endpoint.no-pod": () => "pas un pod",
  "endpoint.no-service": () => "ce Service n’existe pas : 503",
  "endpoint.count": ({ count }) =>
    count ? `${count} ${plural(count, "prêt", "prêts")}` : "personne : 503",
  "service.headless": () => "aucun : le DNS donne les adresses de tous les pods",
  "service.faithful": ({ after }, f) =>
    `toujours le même pour un client, pendant ${f.duration(after)} (ClientIP)`,
  "service.random": () => "au hasard parmi ceux qui sont prêts",
  "service.local": () => "seulement vers les pods du nœud atteint (Local)",
  "ingress.served": () => "Servi",
  "ingress.no-address": () => "Pas encore d’adresse",
  "path.prefix": () => "et dessous",
  "path.exact": () => "exactement",
  "path.implementationspecific": () => "selon le contrôleur",
  "path.rest": () => "tout le reste",
  "class.default-ingress": () => "oui, pour les Ingress qui n’en nomment pas",
  "policy.all": () => "tous les pods de l’espace de noms",
  "policy.selector": ({ selector }) => `les pods ${machine(selector)}`,
  "policy.nothing": () => "rien",
  "policy.stops": ({ flow, share }, f) => `${f.percent(share)} des requêtes de ${flow}`,
  "policy.stopped": ({ source, target, port }) => `${source} vers ${target}, port ${port}`,
  "policy.allows": ({ peers, ports }) => {
    const whom = peers.length ? peers.map(peer).join(", ou ") : "tout le monde";
    return ports.length ? `${whom}, ${plural(ports.length, "port", "ports")} ${all(ports)}` : whom;
  },

  "hpa.bounds": ({ least, most }) => `de ${least} à ${most} réplicas`,
  "hpa.wants": ({ count }) => `${count} ${plural(count, "réplica", "réplicas")}`,
  "hpa.still-high": () => "il s’en tient à ce que demandaient des mesures récentes, plus hautes",
  "hpa.still-low": () => "il s’en tient à ce que demandaient des mesures récentes, plus basses",
  "hpa.blind": () => "Ne peut rien mesurer",
  "hpa.moves": ({ now, wanted }) => `Passe de ${now} à ${wanted} réplicas`,
  "hpa.settled": ({ now }) => `Reste à ${now} ${plural(now, "réplica", "réplicas")}`,
  "hpa.sum": ({ replicas, measured, target, exact, result }, f) =>
    `${replicas} × ${f.number(measured)} / ${f.number(target)} = ${f.number(exact)}` +
    (exact === result ? "" : `, donc ${result}`),
  "hpa.close": ({ measured, target }, f) =>
    `${f.number(measured)} pour ${f.number(target)} : à moins de 10 %, rien ne bouge`,
};

/** Un pair d’une NetworkPolicy. */
function peer({ block, but = [], pods, spaces }) {
  if (block) return `${machine(block)}${but.length ? ` sauf ${all(but)}` : ""}`;
  const who = pods ? `les pods ${machine(pods)}` : "tous les pods";
  if (spaces === undefined) return `${who} d’ici`;
  return spaces ? `${who} des espaces de noms ${machine(spaces)}` : `${who} de tout le cluster`;
}
