"""What the browser tests do over and over: sign in, change the theme, look for faults in a page."""

from importlib.resources import files

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)
THEMES = ("light", "dark")
HEIGHT = 900
# What a theme can change: the colours of words.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
_WITHOUT_COLOURS = {rule: {"enabled": False} for rule in COLOUR_RULES}

# Elements that stick out to the right of the page and are not inside a box that scrolls by itself.
_STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (node) => {
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > width + 1 && node.getClientRects().length && !scrolls(node))
    .slice(0, 5)
    .map((node) => `${node.tagName}.${node.className} ends at ${Math.round(node.getBoundingClientRect().right)}`);
}"""

# The words of the page by their kind: a Map from the kind to the first element that bears words of it. Words of a kind
# have one tag, class, colour, size and weight, and around them the same boxes that paint or float above the page. Links
# differ by what surrounds them too. What is disabled is a kind of its own, as its contrast does not matter.
_WORDS = """() => {
  const kinds = new Map(), boxes = new Map();
  const boxesAround = (node) => {
    if (!node) return "";
    if (!boxes.has(node)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(node);
      const paint = [backgroundColor, backgroundImage, opacity, position].join();
      const isPlain = ["rgba(0, 0, 0, 0),none,1,static", "rgba(0, 0, 0, 0),none,1,relative"].includes(paint);
      boxes.set(node, boxesAround(node.parentElement) + (isPlain ? "" : `/${node.getAttribute("class")},${paint}`));
    }
    return boxes.get(node);
  };
  const bearsWords = (node) => node.matches("a[href], input, select, textarea")
    || [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const isDisabled = (node) => (node.closest("label")?.control ?? node).closest(":disabled, [aria-disabled=true]");
  const look = (node) => {
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(node);
    return [node.tagName, node.getAttribute("class"), color, fontSize, fontWeight, textDecorationLine].join();
  };
  for (const node of document.body.querySelectorAll("*")) {
    if (!bearsWords(node) || !node.checkVisibility({ visibilityProperty: true })) continue;
    const around = node.matches("a[href]") ? look(node.parentElement) : "";
    const kind = [look(node), around, boxesAround(node), isDisabled(node) ? "disabled" : ""].join(" ");
    if (!kinds.has(kind)) kinds.set(kind, node);
  }
  return kinds;
}"""


def sign_in(page, site, user) -> None:
    """Give the page's browser a session of `user` (or of that e-mail address) at the live `site`, without the form."""
    if isinstance(user, str):
        user = get_user_model().objects.get(email=user)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site.url}])


def sign_out(page) -> None:
    """Forget every cookie of the page's browser."""
    page.context.clear_cookies()


def set_theme(page, theme: str) -> None:
    """Show the page as a person sees it who prefers "light" or "dark" and no motion."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")


def sticking_out(page) -> list[str]:
    """What makes the page wider than its window (WCAG 1.4.10), in a sentence; [] when nothing."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide <= window:
        return []
    return [f"{page.url} is {wide}px wide in a window of {window}px: {page.evaluate(_STICKING_OUT)}"]


def assert_no_sideways_scroll(page) -> None:
    """The page is no wider than its window; names what sticks out."""
    found = sticking_out(page)
    assert found == [], found[0]


def axe(page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices, one sentence a rule; [] when nothing."""
    return _run_axe(page, {"runOnly": {"type": "tag", "values": AXE_TAGS}})


def axe_in_all_looks(page, known_words: set[str]) -> list[str]:
    """What axe-core finds at each width and in each theme; [] when nothing.

    The page stays open; window and theme change under it, as on a device that is turned, and at nightfall. Each look
    differs from the one before by one thing alone, since what changes has to be drawn anew.

    At each width all rules, in the light. Those about colours take half of the time, and pages have most of their words
    in common: they look in each theme at the kinds of words that are not in `known_words`, and add them there.
    """
    found = []
    for width, themes in zip(WIDTHS, (THEMES, THEMES[::-1]), strict=True):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for theme in themes:
            set_theme(page, theme)
            faults = _axe_on_new_words(page, known_words)
            if theme == THEMES[0]:
                faults += _run_axe(page, {"runOnly": {"type": "tag", "values": AXE_TAGS}, "rules": _WITHOUT_COLOURS})
            found += [f"{page.url} at {width}px, {theme}: {fault}" for fault in faults]
    return found


def _axe_on_new_words(page, known: set[str]) -> list[str]:
    """What the rules about colours find in words of kinds that are not known yet; from now on they are."""
    words = page.evaluate_handle(_WORDS)
    new = set(words.evaluate("words => [...words.keys()]")) - known
    known |= new
    if not new:
        return []
    nodes = words.evaluate_handle("(words, kinds) => kinds.map((kind) => words.get(kind))", sorted(new))
    return _run_axe(page, {"runOnly": {"type": "rule", "values": COLOUR_RULES}}, nodes)


def _run_axe(page, options, nodes=None) -> list[str]:
    """What axe-core finds, one sentence a rule, on the whole page or in these nodes alone."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    run = "([nodes, options]) => axe.run(nodes || document, options)"
    found = page.evaluate(run, [nodes, options | {"resultTypes": ["violations"]}])
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}; "
        + "; ".join(f"{node['target']} {node['html'][:120]} {_reason(node)}" for node in rule["nodes"][:4])
        for rule in found["violations"]
    ]


def _reason(node) -> str:
    """What the first check that failed says, such as the two colours."""
    return next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), "")
