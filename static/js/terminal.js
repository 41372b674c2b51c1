/** Entry loaded where a terminal opens: xterm.js and the element around it. */
import { KubeTerminal } from "./elements/kube-terminal.js";

customElements.define("kube-terminal", KubeTerminal);
