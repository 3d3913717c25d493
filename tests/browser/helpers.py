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
# What another theme can change: colours. All else was looked at in the first one.
COLOUR_RULES = ("color-contrast", "link-in-text-block")

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

# Even the shortest transition begins with the old colour, and what inherits it begins its own when that one ends. One
# that never ends, as on what is not drawn, is not waited for.
_COLOURS_ARE_THERE = """async () => {
  const underWay = () => document.getAnimations().filter((each) => each instanceof CSSTransition);
  const soon = () => new Promise((done) => setTimeout(done, 250));
  for (let round = 0; round < 8; round += 1) {
    await Promise.race([new Promise(requestAnimationFrame), soon()]);
    if (!underWay().length) return;
    await Promise.race([Promise.all(underWay().map((each) => each.finished.catch(() => null))), soon()]);
  }
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
    page.evaluate(_COLOURS_ARE_THERE)


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


def axe(page, *, exclude: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices, one sentence a rule; empty when nothing.

    `rules` names the only rules to look at; by default all of them.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": AXE_TAGS}
    options = {"runOnly": wanted, "resultTypes": ["violations"]}
    context = {"exclude": [[selector] for selector in exclude]} if exclude else {"include": [["html"]]}
    found = page.evaluate("([context, options]) => axe.run(context, options)", [context, options])
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}; "
        + "; ".join(f"{node['target']} {node['html'][:120]} {_reason(node)}" for node in rule["nodes"][:4])
        for rule in found["violations"]
    ]


def _reason(node) -> str:
    """What the first check that failed says, such as the two colours."""
    return next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), "")


def axe_in_all_looks(page) -> list[str]:
    """What `axe` finds at each width and in each theme; [] when nothing.

    The page stays open; window and theme change under it, as on a device that is turned, and at nightfall. All rules
    in the light, at each width; those about colours in the dark as well. Each look differs from the one before by one
    thing alone, since what changes has to be drawn anew.
    """
    found = []
    for width, themes in zip(WIDTHS, (THEMES, THEMES[::-1]), strict=True):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for theme in themes:
            set_theme(page, theme)
            faults = axe(page, rules=() if theme == THEMES[0] else COLOUR_RULES)
            found += [f"{page.url} at {width}px, {theme}: {fault}" for fault in faults]
    return found


def assert_accessible(page) -> None:
    """axe-core finds nothing on the page as it stands."""
    found = axe(page)
    assert found == [], f"{page.url}\n" + "\n".join(found)
