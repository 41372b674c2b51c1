/** Entry of pages with a lab: defines its elements. The terminal and the editor come later. */
import { ClusterCanvas } from "./elements/cluster-canvas.js";
import { EventList } from "./elements/event-list.js";
import { GrappeLab } from "./elements/grappe-lab.js";
import { LabAnnouncer } from "./elements/lab-announcer.js";
import { LabClock } from "./elements/lab-clock.js";
import { LabNotice } from "./elements/lab-notice.js";
import { LabSplitter } from "./elements/lab-splitter.js";
import { LabTabs } from "./elements/lab-tabs.js";
import { LabTimeline } from "./elements/lab-timeline.js";
import { LabToolbar } from "./elements/lab-toolbar.js";
import { LabTools } from "./elements/lab-tools.js";
import { ObjectInspector } from "./elements/object-inspector.js";
import { StateTables } from "./elements/state-tables.js";
import { TaskList } from "./elements/task-list.js";
import { ViewSwitch } from "./elements/view-switch.js";

const ELEMENTS = {
  "cluster-canvas": ClusterCanvas,
  "event-list": EventList,
  "lab-announcer": LabAnnouncer,
  "lab-clock": LabClock,
  "lab-notice": LabNotice,
  "lab-splitter": LabSplitter,
  "lab-tabs": LabTabs,
  "lab-timeline": LabTimeline,
  "lab-toolbar": LabToolbar,
  "lab-tools": LabTools,
  "object-inspector": ObjectInspector,
  "state-tables": StateTables,
  "task-list": TaskList,
  "view-switch": ViewSwitch,
  "grappe-lab": GrappeLab,
};

for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
