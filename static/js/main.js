/** Entry of every page: htmx, and the words that explain themselves. */
import "htmx.org";
import "./elements/glossary-term.js";
import "./elements/lesson-progress.js";
