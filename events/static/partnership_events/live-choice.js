/** <p-live-choice>: shows what a choice of filters gives as soon as it is made, instead of after its button is pressed. */
const WAIT = 250;

class LiveChoice extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[method=get]");
    this.shown = this.querySelector("[data-shown]");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.shown || !this.status) return;
    this.form.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), WAIT);
    });
  }

  async show() {
    this.asked?.abort();
    this.asked = new AbortController();
    const chosen = [...new FormData(this.form)].filter(([, value]) => value !== "");
    const url = new URL(this.form.action || location.href, location.href);
    url.search = new URLSearchParams(chosen).toString();
    try {
      const answer = await fetch(url, { signal: this.asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const shown = page.querySelector("p-live-choice [data-shown]");
      if (!shown) return;
      this.shown.replaceWith(shown);
      this.shown = shown;
      this.status.textContent = shown.dataset.shown;
      history.replaceState(null, "", url);
    } catch {
      // The button of the form does the same.
    }
  }
}

customElements.define("p-live-choice", LiveChoice);
