/**
 * `<grappe-term>` around a link to a word of the glossary whose `aria-describedby` names the
 * element that holds its definition. Shows the definition in a bubble on hover, focus and touch;
 * Escape closes it. Without this script the link leads to the word's page.
 */
const MARGIN = 8; // pixels kept free at the edges of the window
const LINGER = 200; // milliseconds in which the pointer may travel to the bubble

/** The one bubble of the page. */
let bubble;

class GlossaryTerm extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const on = (target, type, hear) => target.addEventListener(type, hear, { signal });
    on(this, "pointerenter", (event) => event.pointerType === "mouse" && this.open());
    on(this, "pointerleave", (event) => event.pointerType === "mouse" && this.closeSoon());
    on(this.link, "focus", () => this.open());
    on(this.link, "blur", () => this.closeSoon());
    on(this.link, "click", (event) => this.touched(event));
    on(document, "keydown", (event) => event.key === "Escape" && this.close());
    on(document, "pointerdown", (event) => this.pressed(event));
    on(document, "scroll", () => this.close(), true);
  }

  disconnectedCallback() {
    this.close();
    this.leaving.abort();
  }

  /** The first touch opens the bubble, whose link leads on; a mouse or a key follows the link. */
  touched(event) {
    if (event.pointerType !== "touch") return;
    event.preventDefault();
    this.open();
  }

  pressed(event) {
    if (!this.contains(event.target) && !bubble?.contains(event.target)) this.close();
  }

  open() {
    clearTimeout(this.timer);
    const definition = document.getElementById(this.link.getAttribute("aria-describedby"));
    if (!definition || bubble?.owner === this) return;
    bubble?.remove();
    bubble = this.bubbleOf(definition);
    document.body.append(bubble);
    this.place();
  }

  bubbleOf(definition) {
    const made = document.createElement("div");
    made.className = "term-bubble";
    made.owner = this;
    made.append(...[...definition.childNodes].map((node) => node.cloneNode(true)));
    const more = document.createElement("a");
    more.href = this.link.href;
    more.tabIndex = -1; // the keyboard has the word itself, which leads to the same page
    more.textContent = document.documentElement.lang === "fr" ? "Au glossaire →" : "In the glossary →";
    made.append(more);
    made.addEventListener("pointerenter", () => clearTimeout(this.timer));
    made.addEventListener("pointerleave", () => this.closeSoon());
    return made;
  }

  /** Below the word, or above it where there is no room; never over the edge of the window. */
  place() {
    const word = this.link.getClientRects()[0];
    const { width, height } = bubble.getBoundingClientRect();
    const room = window.innerWidth - width - MARGIN;
    const below = word.bottom + MARGIN;
    const fits = below + height < window.innerHeight;
    bubble.style.left = `${Math.max(MARGIN, Math.min(word.left, room))}px`;
    bubble.style.top = `${fits ? below : word.top - height - MARGIN}px`;
  }

  closeSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), LINGER);
  }

  close() {
    clearTimeout(this.timer);
    if (bubble?.owner !== this) return;
    bubble.remove();
    bubble = undefined;
  }
}

customElements.define("grappe-term", GlossaryTerm);
