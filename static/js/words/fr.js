import * as facts from "./fr/facts.js";
import * as obstacles from "./fr/obstacles.js";
import * as portrait from "./fr/portrait.js";
import { picture } from "./fr/picture.js";
import * as scheduler from "./fr/scheduler.js";
import * as states from "./fr/states.js";
import ui from "./fr/ui.js";

export default { lang: "fr", ...ui, states, picture, why: facts, obstacles, scheduler, portrait };
