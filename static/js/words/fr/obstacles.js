/** Ce qui retient un objet : chaque obstacle en une phrase, celui de derrière en dessous. */

const plural = (count, one, many) => [one, many][Number(count > 1)];
const machine = (text) => `\`${text}\``;
const all = (list) => list.map(machine).join(", ");

export const titles = {
  services: "Qu’est-ce qui arrête les requêtes ?",
  "ingresses.networking.k8s.io": "Qu’est-ce qui arrête les requêtes ?",
  "poddisruptionbudgets.policy": "Pourquoi personne ne peut partir ?",
  other: "Qu’est-ce qui le retient ?",
};

/** @type {Record<string, (args: any, f: any) => string>} */
export const obstacles = {
  "held.finalizers": ({ names }) =>
    `Il reste ${plural(names.length, "un finaliseur", "des finaliseurs")} : ${all(names)}. Tant que personne ne ${plural(names.length, "le lève", "les lève")}, il n’est pas effacé`,

  "pod.node-silent": ({ node }) =>
    `Son nœud **${node}** ne répond plus : personne ne peut dire ce qu’il devient`,
  "pod.kept-by-budget": ({ budget }) =>
    `Son éviction a été refusée : le budget **${budget}** n’en laisse partir aucun`,
  "pod.gates": ({ gates }) =>
    `${plural(gates.length, "Une barrière est fermée", "Des barrières sont fermées")} : ${all(gates)}`,
  "pod.nobody-schedules": ({ scheduler }) =>
    `Il demande un ordonnanceur ${machine(scheduler)}, que personne ne fait tourner`,
  "pod.waits-for-room": ({ node }) =>
    `Des pods moins prioritaires sont en train de lui céder leur place sur **${node}**`,
  "pod.claim-missing": ({ claim }) => `Il monte la demande **${claim}**, qui n’existe pas`,
  "pod.claim-unbound": ({ claim }) => `Sa demande **${claim}** n’a pas encore de volume`,
  "pod.fits-nowhere": ({ message }) => `Aucun nœud ne convient : ${machine(message)}`,
  "pod.volume": ({ message }) => `Un volume ne vient pas : ${machine(message)}`,
  "pod.init": ({ container }) =>
    `Son conteneur d’initialisation **${container}** n’a pas fini : les suivants attendent`,
  "pod.image": ({ image, reason }) => `L’image ${machine(image)} ne vient pas (${reason})`,
  "pod.crashes": ({ container, restarts, code }) =>
    `**${container}** s’arrête à chaque fois (code ${code}, ${restarts} ${plural(restarts, "redémarrage", "redémarrages")}) : le kubelet attend avant de réessayer`,
  "pod.misconfigured": ({ container, message }) =>
    `**${container}** ne peut pas être créé : ${machine(message)}`,
  "pod.not-started": ({ container }) => `**${container}** n’a pas encore passé sa sonde de démarrage`,
  "pod.probe": ({ container }) => `**${container}** tourne, mais n’est pas encore prêt`,
  "pod.readiness-gates": ({ kinds }) => `Quelqu’un doit encore dire qu’il est prêt : ${all(kinds)}`,

  "set.pod-unready": ({ pod, others }) =>
    `**${pod}** n’est pas prêt` +
    (others ? `, ni ${others} ${plural(others, "autre", "autres")}` : ""),
  "set.ordinal-first": ({ pod, next }) =>
    `**${pod}** n’est pas prêt, et **${next}** ne sera créé qu’après lui`,
  "rollout.stuck": ({ after }, f) =>
    `Le déploiement n’a pas avancé en ${f.duration(after)} : il est déclaré en panne`,
  "rollout.paused": () => "Le déploiement est en pause",
  "rollout.set-lacks-pods": ({ name }) => `**${name}** n’a pas tous ses pods prêts`,
  "job.waits": ({ failures, wait }, f) =>
    `Après ${failures} ${plural(failures, "échec", "échecs d’affilée")}, le prochain essai attend encore ${f.duration(wait)}`,

  "claim.in-use": ({ pod }) => `**${pod}** s’en sert encore : elle ne sera effacée qu’après lui`,
  "claim.volume-missing": ({ volume }) =>
    `Elle demande le volume ${machine(volume)}, qui n’existe pas`,
  "claim.volume-taken": ({ volume }) =>
    `Elle demande le volume **${volume}**, qui est pris ou ne lui convient pas`,
  "claim.no-class": () =>
    "Elle n’a pas de classe : il faut un volume tout fait qui lui convienne, et il n’y en a pas",
  "claim.class-missing": ({ name }) => `La classe ${machine(name)} n’existe pas`,
  "claim.first-consumer": ({ name }) =>
    `Sa classe **${name}** attend un premier pod : le volume sera créé près de lui`,
  "claim.pod-first": ({ pod }) =>
    `Son volume sera créé quand **${pod}** aura un nœud, à portée de ce nœud`,
  "claim.none-fits": ({ name }) =>
    `Aucun volume libre de la classe **${name}** ne lui convient, et cette classe n’en crée pas`,
  "claim.being-made": ({ provisioner }) => `${machine(provisioner)} doit lui fabriquer un volume`,
  "volume.in-use": ({ claim }) => `La demande **${claim}** l’a encore`,

  "namespace.kept": ({ name }) => `**${name}** y est encore : quelque chose le retient`,
  "namespace.more": ({ count }) => `et ${count} ${plural(count, "autre", "autres")} avec lui`,
  "namespace.content": ({ count }) =>
    `Il n’est pas encore vide : ${count} ${plural(count, "objet y reste", "objets y restent")}`,
  "budget.needs-all": ({ healthy }) =>
    healthy > 1
      ? `Il exige les ${healthy} pods qu’il protège : aucun n’est de trop`
      : "Il exige le seul pod qu’il protège : il ne peut en laisser partir aucun",
  "budget.unready": ({ pod }) => `**${pod}** n’est pas prêt : les autres ne peuvent pas partir`,
  "node.silent": ({ node }) => `Le kubelet de **${node}** ne donne plus signe de vie`,
  "node.undrained": ({ pod, budget }) => `**${pod}** y reste : son budget **${budget}** le garde`,

  "service.chooses-nobody": ({ selector }) => `Son sélecteur ${machine(selector)} ne vise aucun pod`,
  "service.nobody-ready": ({ pod }) =>
    `Aucun des pods visés n’est prêt, à commencer par **${pod}** : les requêtes sont refusées`,
  "request.stopped": ({ policy, flow, share }, f) =>
    `La NetworkPolicy **${policy}** arrête ${f.percent(share)} des requêtes de ${flow}`,
  "ingress.no-class": () => "Il n’a pas de classe : aucun contrôleur ne le sert",
  "ingress.class-missing": ({ name }) => `La classe ${machine(name)} n’existe pas : personne ne le sert`,
  "ingress.service-missing": ({ service }) =>
    `Le Service ${machine(service)} n’existe pas : cette route répond 503`,
  "ingress.nobody-behind": ({ service }) =>
    `Aucun pod prêt derrière **${service}** : cette route répond 503`,

  "hpa.unable": ({ message }) => `Il ne peut pas changer sa cible : ${machine(message)}`,
  "hpa.inactive": ({ message }) => `Il ne peut pas calculer : ${machine(message)}`,
  "hpa.limited": ({ reason, least, most }) =>
    ({
      TooManyReplicas: `Il en voudrait plus, mais son maximum est ${most}`,
      TooFewReplicas: `Il en voudrait moins, mais son minimum est ${least}`,
      ScaleUpLimit: "Il n’a pas le droit de monter plus vite",
      ScaleDownLimit: "Il n’a pas le droit de descendre plus vite",
    })[reason] ?? `Il est borné : ${machine(reason)}`,
};
