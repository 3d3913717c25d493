/** <m-journal-passage>: puts the words that are selected in the entry into the field. Without scripts one copies them. */
class JournalPassage extends HTMLElement {
  connectedCallback() {
    const whole = this.querySelector("[data-whole]");
    const button = this.querySelector("[data-take]");
    const field = this.querySelector("textarea");
    if (!whole || !button || !field) return;
    let selected = "";
    button.hidden = false;
    document.addEventListener("selectionchange", () => {
      const selection = document.getSelection();
      // A tap on the button may end the selection; the words stay known.
      if (selection.rangeCount && whole.contains(selection.getRangeAt(0).commonAncestorContainer) && !selection.isCollapsed) selected = selection.toString();
    });
    button.addEventListener("click", () => {
      if (selected) field.value = selected.trim();
      field.focus();
    });
  }
}

customElements.define("m-journal-passage", JournalPassage);
