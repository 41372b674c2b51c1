import * as facts from "./en/facts.js";
import * as obstacles from "./en/obstacles.js";
import * as portrait from "./en/portrait.js";
import { picture } from "./en/picture.js";
import * as scheduler from "./en/scheduler.js";
import * as states from "./en/states.js";
import ui from "./en/ui.js";

export default { lang: "en", ...ui, states, picture, why: facts, obstacles, scheduler, portrait };
