/** <p-live-suggestions>: shows which mentors fit as soon as something is chosen, instead of after the form's button. */
const WAIT = 300;

class LiveSuggestions extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[method=post]");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.status) return;
    this.form.addEventListener("change", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), WAIT);
    });
  }

  async show() {
    this.asked?.abort();
    this.asked = new AbortController();
    const typed = new FormData(this.form);
    typed.set("suggest", "1");
    try {
      const answer = await fetch(location.href, { method: "POST", body: typed, signal: this.asked.signal });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const shown = page.querySelector("p-live-suggestions [data-shown]");
      const before = this.querySelector("[data-shown]");
      if (!shown || !before) return;
      before.replaceWith(shown);
      this.status.textContent = shown.dataset.shown;
    } catch {
      // The button "Show mentors that fit" does the same.
    }
  }
}

customElements.define("p-live-suggestions", LiveSuggestions);
