/** What holds an object back: each obstacle leads to the object that lies behind it. */
import { duration, percent } from "../../state/format.js";
import { h, rich } from "../dom.js";

/**
 * @param {import("../grappe-lab.js").GrappeLab} lab
 * @param {string} resource of the object that they hold back
 * @param {any[]} obstacles
 */
export function obstacleList(lab, resource, obstacles) {
  if (!obstacles?.length) return [];
  const { titles } = lab.words.obstacles;
  const title = titles[resource] ?? titles.other;
  return [
    h(
      "section",
      { class: "inspector-obstacles" },
      h("h3", null, title),
      h(
        "ul",
        { class: "obstacles" },
        obstacles.map((obstacle) => row(lab, obstacle)),
      ),
    ),
  ];
}

function row(lab, obstacle) {
  const { key, depth } = obstacle;
  const go =
    key &&
    h(
      "button",
      { type: "button", class: "object-link", onclick: () => lab.select(key) },
      `${lab.words.states.kinds[key[0]] ?? key[0]} ${key[2]}`,
    );
  return h("li", { "data-depth": depth || null }, h("span", null, rich(sentence(lab, obstacle))), go);
}

/** The words of an obstacle; refusals are worded as facts. */
function sentence({ words, lang }, { fact, args }) {
  const format = {
    duration: (us) => duration(us, lang),
    percent: (share) => percent(share, lang),
  };
  const wording = words.obstacles.obstacles[fact] ?? words.why.facts[fact];
  return wording ? wording(args, format) : words.why.unknown(fact);
}
