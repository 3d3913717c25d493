/** <p-live-suggestions>: shows which mentors fit as soon as something is chosen, instead of after the form's button. */
const WAIT = 300;

class LiveSuggestions extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[method=post]");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.status) return;
    // The search field belongs to the form and stands outside of it.
    this.addEventListener("change", () => {
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
      const shown = [...page.querySelectorAll("p-live-suggestions [data-shown]")];
      const before = [...this.querySelectorAll("[data-shown]")];
      if (!shown.length || shown.length !== before.length) return;
      before.forEach((old, place) => old.replaceWith(shown[place]));
      this.status.textContent = shown.map((one) => one.dataset.shown).join(" ");
    } catch {
      // The button "Show mentors that fit" does the same.
    }
  }
}

customElements.define("p-live-suggestions", LiveSuggestions);
