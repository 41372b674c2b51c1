/**
 * xterm.js writes its styles into new `<style>` elements, which the page's security policy does
 * not allow. While it opens, such an element is a stand-in that fills a constructed style sheet.
 */

function standIn(make) {
  const element = make("span");
  const sheet = new CSSStyleSheet();
  element.hidden = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  Object.defineProperty(element, "textContent", { set: (css) => sheet.replaceSync(css) });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}

/** Runs `open`, during which new `<style>` elements of the document are stand-ins. */
export function withStyleSheets(open) {
  const make = document.createElement.bind(document);
  document.createElement = (tag, options) => (tag === "style" ? standIn(make) : make(tag, options));
  try {
    open();
  } finally {
    delete document.createElement;
  }
}
