/** Ingresses between the client and the Services: hosts, paths, and the wire each route follows. */
import { routeLine } from "../../state/frontage.js";
import { reconcile, s, say, set } from "../dom.js";
import { fitted } from "./faces/parts.js";

export class Gates {
  constructor(words) {
    this.words = words;
    this.wires = s("g", { class: "service-wires" });
    this.pills = s("g");
    this.element = s("g", { class: "gates" }, this.wires, this.pills);
  }

  /** @param {any[]} gates @param {any[]} services their places */
  update(gates, services) {
    this.wires.replaceChildren(...gates.flatMap((gate) => wiresOf(gate, services)));
    reconcile(this.pills, gates, {
      key: ({ key }) => key.join("|"),
      create: ({ key }) =>
        s(
          "g",
          { class: "gate", "data-key": key.join("|") },
          s("rect", { class: "pill-card", rx: 12 }),
          s("g"),
        ),
      update: (element, gate) => this.draw(element, gate),
    });
  }

  draw(element, gate) {
    const { entry, width, height, routes, host, more, x, y } = gate;
    set(element, "transform", `translate(${x} ${y})`);
    const stamp = `${width} ${height}`;
    if (element["card"] === entry.card && element["stamp"] === stamp) return;
    element["card"] = entry.card;
    element["stamp"] = stamp;
    const [card, face] = element.children;
    set(card, "width", width);
    set(card, "height", height);
    const told = host || entry.card.addresses[0] || "*";
    const rows = routes.map((route, i) => this.row(route, i, width));
    face.replaceChildren(
      s("text", { class: "pill-name", x: 12, y: 17 }, fitted(entry.name, width - 70)),
      s("text", { class: "pill-kind", x: width - 12, y: 17 }, "Ingress"),
      s("text", { class: "gate-host", x: 12, y: 31 }, fitted(told, width - 24, 6.2)),
      ...rows.flat(),
      ...(more ? [this.rest(more, routeLine(routes.length) + 4)] : []),
    );
  }

  /** How many routes are not drawn. */
  rest(more, y) {
    return s("text", { class: "pill-line", x: 12, y }, this.words.canvas.more(more));
  }

  row({ label, service }, index, width) {
    const y = routeLine(index) + 4;
    const to = `→ ${fitted(service, width / 2 - 20, 6)}`;
    return [
      s("text", { class: "gate-path", x: 12, y }, fitted(label, width / 2 - 6, 6.2)),
      s("text", { class: "gate-service", x: width - 12, y }, to),
    ];
  }
}

/** Where the requests of a route leave its gate. */
export const routeEnd = (gate, index) => ({
  x: gate.x + gate.width,
  y: gate.y + routeLine(index),
});

function wiresOf(gate, services) {
  return gate.routes.flatMap(({ service }, i) => {
    const place = services.find(
      ({ entry }) => entry.namespace === gate.entry.namespace && entry.name === service,
    );
    if (!place) return [];
    const from = routeEnd(gate, i);
    const to = { x: place.x, y: place.y + place.height / 2 };
    const middle = (from.x + to.x) / 2;
    const bend = `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    return [s("path", { d: `M${from.x} ${from.y}${bend}` })];
  });
}
