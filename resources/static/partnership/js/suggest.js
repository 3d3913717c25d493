/** <p-suggest>: a search field that suggests while somebody types: the combobox with a list of the ARIA practices guide. */
const LEAST_LETTERS = 2;
const WAIT = 180;

class Suggest extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.status = this.querySelector("[role=status]");
    if (!this.input || !this.list || !this.dataset.url) return;
    // A search field keeps its own role, and Escape would empty it.
    this.input.type = "text";
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "false");
    this.input.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("focusout", (event) => { if (!this.contains(event.relatedTarget)) this.close(); });
    // The field keeps the focus while a suggestion is clicked.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
  }

  get options() { return [...this.list.children]; }

  askSoon() {
    clearTimeout(this.timer);
    this.asked?.abort();
    const text = this.input.value.trim();
    if (text.length < LEAST_LETTERS) { this.close(); return; }
    this.timer = setTimeout(() => this.ask(text), WAIT);
  }

  async ask(text) {
    this.asked = new AbortController();
    try {
      const url = `${this.dataset.url}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(url, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show((await answer.json()).suggestions);
      else this.close();
    } catch {
      // Without an answer the search works as without suggestions.
    }
  }

  show(suggestions) {
    if (!this.contains(document.activeElement)) return;
    this.list.replaceChildren(...suggestions.map(({ text, hint, url }, place) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = url;
      const title = document.createElement("span");
      title.textContent = text;
      const note = document.createElement("span");
      note.className = "p-suggest__hint";
      note.textContent = hint;
      option.append(title, " ", note);
      return option;
    }));
    this.select(null);
    const number = suggestions.length;
    this.list.hidden = number === 0;
    this.input.setAttribute("aria-expanded", String(number > 0));
    const words = number === 0 ? this.dataset.none : number === 1 ? this.dataset.one : this.dataset.many;
    this.status.textContent = words.replace("%(count)s", number);
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
    this.select(null);
  }

  select(chosen) {
    for (const option of this.options) option.setAttribute("aria-selected", String(option === chosen));
    if (!chosen) { this.input.removeAttribute("aria-activedescendant"); return; }
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  open(option) { if (option) window.location.assign(option.dataset.url); }

  onKey(event) {
    const { options } = this;
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) { this.askSoon(); return; }
      // One step beyond either end is the field itself.
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      this.select(next < -1 ? options.at(-1) : options[next] ?? null);
    } else if (event.key === "Enter" && at >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.open(options[at]);
    } else if (event.key === "Home" || event.key === "End") {
      this.select(null);
    }
  }
}

if (!customElements.get("p-suggest")) customElements.define("p-suggest", Suggest);
