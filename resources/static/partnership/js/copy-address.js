/** <p-copy>: a field with an address; with scripts on, its button copies the address and says so. */
class CopyAddress extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input, textarea");
    const button = this.querySelector("button");
    if (!field || !button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value).catch(() => field.select());
      const status = this.querySelector("[role=status]");
      if (status) status.textContent = button.dataset.copied;
    });
    field.addEventListener("focus", () => field.select());
  }
}

customElements.define("p-copy", CopyAddress);
