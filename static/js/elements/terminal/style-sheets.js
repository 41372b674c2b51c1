/**
 * A document for xterm.js whose new `<style>` elements fill constructed style sheets: the page's
 * security policy allows no style written into the document.
 */

function sheetStyle() {
  const element = document.createElement("style");
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  Object.defineProperty(element, "textContent", { set: (css) => sheet.replaceSync(css) });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}

/** @returns {Document} */
export const documentWithSheets = () =>
  new Proxy(document, {
    get(target, name) {
      if (name === "createElement")
        return (tag, options) =>
          tag === "style" ? sheetStyle() : target.createElement(tag, options);
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
