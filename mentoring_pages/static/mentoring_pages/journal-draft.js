/**
 * <m-journal-draft data-url>: keeps what is typed in its form as a draft, a few seconds after the last key, on the
 * server, which encrypts it; no tab of the browser keeps it. Without scripts there is a button for it.
 */
const PAUSE_MS = 3000;
const RETRY_MS = 15000;
const LONGEST_WAIT_MS = 4000;

class JournalDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector("[role=status]");
    if (!this.form || !this.state || !window.fetch) return;
    this.kept = this.words();
    this.form.addEventListener("input", () => this.plan(PAUSE_MS));
    this.form.addEventListener("submit", (event) => this.leave(event));
    // Somebody who switches to another app or closes the lid: the last words go at once.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep());
  }

  words() {
    return ["title", "text", "written_on", "audience"].map((name) => new FormData(this.form).get(name) || "").join("\u0000");
  }

  say(text) {
    this.state.hidden = false;
    if (this.state.textContent !== text) this.state.textContent = text;
  }

  plan(after) {
    if (this.isOver) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), after);
    if (this.words() !== this.kept) this.say(this.dataset.unsaved);
  }

  keep() {
    clearTimeout(this.timer);
    const words = this.words();
    const data = new FormData(this.form);
    if (this.isOver || this.sending || words === this.kept) return;
    if (!(data.get("title") || "").trim() && !(data.get("text") || "").trim()) return;
    data.delete("typist");
    this.sending = this.send(data, words).finally(() => {
      this.sending = null;
      if (!this.isOver && this.words() !== this.kept) this.plan(this.hasFailed ? RETRY_MS : PAUSE_MS);
    });
  }

  async send(data, words) {
    this.hasFailed = false;
    let response;
    try {
      response = await fetch(this.dataset.url, { method: "POST", body: new URLSearchParams(data), redirect: "manual", credentials: "same-origin" });
    } catch {
      this.hasFailed = true;
      this.say(this.dataset.noNetwork);
      return;
    }
    if (response.type === "opaqueredirect" || response.status === 403) {
      this.isOver = true;
      this.say(this.dataset.signedOut);
      return;
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      this.form.elements.revision.value = answer.revision;
      this.kept = words;
    } else if (response.status === 409) {
      this.isOver = true;
    } else {
      this.hasFailed = true;
    }
    this.say(answer.message || this.dataset.noNetwork);
  }

  /** A draft that is on its way arrives before the form, so that the server knows which of both is the later one. */
  leave(event) {
    if (event.defaultPrevented) return;
    clearTimeout(this.timer);
    this.isOver = true;
    if (!this.sending) return;
    event.preventDefault();
    const button = event.submitter;
    const longest = new Promise((done) => setTimeout(done, LONGEST_WAIT_MS));
    Promise.race([this.sending, longest]).then(() => {
      this.sending = null;
      this.form.requestSubmit(button);
    });
  }
}

customElements.define("m-journal-draft", JournalDraft);
