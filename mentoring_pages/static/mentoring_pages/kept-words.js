/**
 * <p-kept-words>: what is typed into the page's forms outlives a lost connection and a page that was left.
 *
 * It stays in this tab of the browser alone, until the server has answered, the tab is closed, twelve hours are over or
 * somebody else signs in. Hidden fields are kept with it: an older version comes back as the older version it is, so
 * that the server shows what others changed meanwhile. A form with `data-not-kept`, as a journal's, is kept in the page
 * alone.
 */
const PREFIX = "kept-words:";
const LONGEST = 12 * 60 * 60 * 1000;
const WAIT = 300;
const NEVER_KEPT = ["password", "file", "submit", "button", "image"];

const isKept = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !NEVER_KEPT.includes(field.type);
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => {
  if (isChoice(field)) return field.checked ? [field.value] : [];
  return field.multiple ? [...field.selectedOptions].map((option) => option.value) : [field.value];
};

/** {name: [values]} of the form as it stands. */
function read(form, isWanted = isKept) {
  const found = {};
  for (const field of form.elements) {
    if (isWanted(field)) found[field.name] = [...(found[field.name] ?? []), ...valueOf(field)];
  }
  return found;
}

/** What somebody can see of it, as text: a version that rose by itself is nobody's words. */
const seen = (form) => JSON.stringify(read(form, (field) => isKept(field) && field.type !== "hidden"));

/** Puts values back; returns those for which there is no field any more. */
function write(form, values) {
  const left = structuredClone(values);
  for (const field of form.elements) {
    const sent = left[field.name];
    if (!isKept(field) || !sent) continue;
    if (isChoice(field)) {
      field.checked = values[field.name].includes(field.value);
    } else if (field.multiple) {
      for (const option of field.options) option.selected = sent.includes(option.value);
    } else if (sent.length) {
      field.value = sent.shift();
    }
  }
  const names = new Set([...form.elements].map((field) => field.name));
  return Object.entries(left).filter(([name]) => !names.has(name)).flatMap(([, rest]) => rest).filter(Boolean);
}

class KeptWords extends HTMLElement {
  connectedCallback() {
    this.say = this.querySelector("[role=status]");
    this.back = this.querySelector("button");
    this.rest = this.querySelector("textarea");
    this.forgetOld();
    const forms = [...document.querySelectorAll("main form[method=post]")].filter((form) => form.querySelector("textarea, input:not([type=hidden]), select"));
    for (const form of forms) form.addEventListener("submit", (event) => this.holdBack(event));
    forms.forEach((form, place) => {
      if (!("notKept" in form.dataset)) this.watch(form, `${PREFIX}${location.pathname}#${place}`);
    });
    window.addEventListener("online", () => { if (this.dataset.shown === "offline") this.show("online"); });
  }

  /** Without a connection nothing is sent: the browser would show a page of its own in place of the words. */
  holdBack(event) {
    if (navigator.onLine) return;
    event.preventDefault();
    this.show("offline");
  }

  /** What the server has answered, what is too old, and what somebody else typed. */
  forgetOld() {
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))) {
      const kept = this.kept(key);
      const here = key.startsWith(`${PREFIX}${location.pathname}#`);
      const answered = kept.sent && (!here || "answered" in this.dataset);
      if (answered || kept.who !== this.dataset.who || Date.now() - kept.at > LONGEST) sessionStorage.removeItem(key);
    }
  }

  kept(key) {
    try { return JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { return {}; }
  }

  watch(form, key) {
    const first = seen(form);
    const keep = (more) => {
      const now = seen(form);
      if (now === first) return sessionStorage.removeItem(key);
      const kept = { values: read(form), seen: now, at: Date.now(), who: this.dataset.who, ...more };
      // A full or closed store keeps nothing; typing goes on all the same.
      try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* nothing to do */ }
    };
    const kept = this.kept(key);
    if (kept.values && kept.seen !== first && !("answered" in this.dataset)) this.putBack(form, key, kept.values);
    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, WAIT); });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      keep({ sent: navigator.onLine });
    });
    window.addEventListener("pagehide", () => { if (!this.kept(key).sent) keep(); });
  }

  putBack(form, key, values) {
    const before = read(form);
    const rest = write(form, values);
    form.dispatchEvent(new Event("change", { bubbles: true }));
    this.rest.hidden = !rest.length;
    this.rest.value = rest.join("\n\n");
    this.show("back");
    this.back.hidden = false;
    this.back.addEventListener("click", () => {
      write(form, before);
      sessionStorage.removeItem(key);
      this.show("gone");
      this.back.hidden = this.rest.hidden = true;
      form.querySelector("input:not([type=hidden]), textarea, select").focus();
    }, { once: true });
  }

  show(what) {
    this.hidden = false;
    this.dataset.shown = what;
    this.say.textContent = this.dataset[what];
    if (what === "offline") this.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("p-kept-words", KeptWords);
