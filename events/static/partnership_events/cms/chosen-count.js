// Keeps the count beside a form up to date while groups are ticked and addresses pasted. Without it, a button counts.
const PAUSE_MS = 700;

class ChosenCount extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.output = this.querySelector("[role=status]");
    this.asked = 0;
    this.onChange = (event) => {
      if (["sources", "regions", "pasted"].includes(event.target.name)) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.count(), PAUSE_MS);
      }
    };
    this.form?.addEventListener("input", this.onChange);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.form?.removeEventListener("input", this.onChange);
  }

  async count() {
    const number = ++this.asked;
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: new FormData(this.form) });
      // A slow answer to an earlier question must not replace a later one.
      if (answer.ok && number === this.asked) this.output.textContent = (await answer.json()).text;
    } catch {
      // No connection: the button still counts.
    }
  }
}

customElements.define("chosen-count", ChosenCount);
