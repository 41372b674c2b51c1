/** Entry loaded where a file opens: CodeMirror and the element around it. */
import { YamlEditor } from "./elements/yaml-editor.js";

customElements.define("yaml-editor", YamlEditor);
