/** What is typed and not yet saved in the lab, kept in this browser by lab and file. */

export class Drafts {
  /** @param {string} lab public id */
  constructor(lab) {
    this.prefix = `grappe.draft.${lab}.`;
  }

  read(file) {
    return localStorage.getItem(this.prefix + file);
  }

  keep(file, text) {
    localStorage.setItem(this.prefix + file, text);
  }

  drop(file) {
    localStorage.removeItem(this.prefix + file);
  }

  /** Files that have a draft. */
  names() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => key.slice(this.prefix.length));
  }
}
