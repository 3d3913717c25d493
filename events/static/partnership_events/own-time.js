/** <p-own-time>: says a gathering's time once more on the visitor's own clock, if that differs from the clock there. */
class OwnTime extends HTMLElement {
  connectedCallback() {
    const moments = [this.dataset.start, this.dataset.end].filter(Boolean);
    if (moments.every((moment) => isSameClock(moment))) return;
    const [start, end] = moments.map((moment) => new Date(moment));
    const isSameDay = ownDate(start) === moments[0].slice(0, 10);
    let when = isSameDay ? clock(start) : `${day(start)}, ${clock(start)}`;
    if (end) {
      const last = day(end) === day(start) ? clock(end) : `${day(end)}, ${clock(end)}`;
      when = this.dataset.between.replace("{start}", when).replace("{end}", last);
    }
    this.textContent = this.dataset.line.replace("{when}", `${when} ${zone(start)}`);
  }
}

/** Whether the visitor's clock shows the same hour at that moment: "2031-10-08T10:00:00-05:00" carries its own offset. */
function isSameClock(moment) {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(moment) ?? [];
  const there = sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  return there === -new Date(moment).getTimezoneOffset();
}

/** The visitor's day, as it stands in front of an ISO text. */
function ownDate(date) {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}

const language = () => document.documentElement.lang || "en";

function parts(date, options) {
  const found = new Intl.DateTimeFormat(language(), options).formatToParts(date);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

/** "Thu 8 Oct 2026", the site's own order of words. */
function day(date) {
  const found = parts(date, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return `${found.weekday} ${found.day} ${found.month} ${found.year}`;
}

/** "10 am" or "1:30 pm"; other languages keep their own form. */
function clock(date) {
  if (!language().startsWith("en")) {
    return new Intl.DateTimeFormat(language(), { hour: "numeric", minute: "2-digit" }).format(date);
  }
  const found = parts(date, { hour: "numeric", minute: "2-digit", hour12: true });
  const minutes = found.minute === "00" ? "" : `:${found.minute}`;
  return `${found.hour}${minutes}\u00a0${found.dayPeriod.toLowerCase()}`;
}

function zone(date) {
  return parts(date, { timeZoneName: "short" }).timeZoneName ?? "";
}

customElements.define("p-own-time", OwnTime);
