/**
 * `<lesson-progress>` around a `<progress>` and a `[data-done]` number: counts the steps of the
 * page that are done. Those of the lab are ticked by `<task-list>`; a step that asks a question is
 * ticked here, by the right answer.
 */
class LessonProgress extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const later = () => queueMicrotask(() => this.count()); // once the list of steps has heard too
    document.addEventListener("grappe:step", later, { signal });
    document.addEventListener("htmx:afterSettle", () => this.answered(), { signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  answered() {
    for (const step of document.querySelectorAll(".task:has(.question.right)")) {
      step.setAttribute("data-kept", "");
      step.setAttribute("data-state", "done");
    }
    this.count();
  }

  count() {
    const done = document.querySelectorAll(".task[data-state=done]").length;
    this.querySelector("progress").value = done;
    this.querySelector("[data-done]").textContent = String(done);
  }
}

customElements.define("lesson-progress", LessonProgress);
