/* <m-keep-draft> around a form: sends it while one types, so that nothing is lost when a phone goes into a pocket.
   Without it the form's own button saves. The server answers with the version that the next save builds on. */
const PAUSE_MS = 2500;
const RETRY_MS = 15000;

class KeepDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector("[data-state]");
    this.form.addEventListener("input", () => this.later(PAUSE_MS));
    this.form.addEventListener("submit", () => { this.leaving = true; clearTimeout(this.timer); });
    addEventListener("online", () => this.changed && this.save());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.changed) this.save();
    });
  }

  later(pause) {
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  say(text) {
    this.state.textContent = text;
  }

  async save() {
    if (this.leaving) return;
    if (this.busy) return this.later(PAUSE_MS);
    this.busy = true;
    this.changed = false;
    clearTimeout(this.timer);
    this.say(this.dataset.saving);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Requested-With": "keep-draft" },
        keepalive: true,
      });
      await this.read(answer);
    } catch {
      if (!this.leaving) {
        this.say(this.dataset.offline);
        this.later(RETRY_MS);
      }
    } finally {
      this.busy = false;
    }
  }

  async read(answer) {
    if (answer.redirected || (answer.status === 403 && !(answer.headers.get("content-type") || "").includes("json"))) return this.say(this.dataset.signedOut);
    if (!(answer.headers.get("content-type") || "").includes("json")) throw new Error("not an answer");
    const told = await answer.json();
    if (!answer.ok) return this.say(told.problem);
    this.form.elements.version.value = told.version;
    this.say(told.saved);
  }
}

customElements.define("m-keep-draft", KeepDraft);
