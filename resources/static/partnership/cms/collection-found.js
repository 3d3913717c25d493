// Asks again what a collection shows, as it stands in the form. Without it, the panel shows what was last saved.
class CollectionFound extends HTMLElement {
  connectedCallback() {
    this.output = this.querySelector("[data-found]");
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.onClick = () => this.ask();
    this.button.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    this.button.removeEventListener("click", this.onClick);
  }

  async ask() {
    this.button.disabled = true;
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: new FormData(this.closest("form")) });
      if (!answer.ok) throw new Error(answer.status);
      this.output.innerHTML = await answer.text();
    } catch {
      this.output.textContent = this.dataset.failed;
    }
    this.button.disabled = false;
    // A disabled button loses the focus.
    this.button.focus();
  }
}

customElements.define("collection-found", CollectionFound);
