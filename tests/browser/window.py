"""The window in which the looks at all places happen, and what must hold in each of them."""

from urllib.parse import urlsplit

from tests.browser.helpers import HEIGHT, THEMES, WIDTHS, axe_in_all_looks, sticking_out
from tests.browser.place import go_to

# Forgets what an earlier visitor left in the browser, and the page itself: a full one takes long to fit a new width.
_CLEAR = """() => {
  if (location.protocol === "http:") { localStorage.clear(); sessionStorage.clear(); }
  document.documentElement.replaceChildren();
}"""


class Window:
    """A phone's window, in the light, under the site's own content security policy; `faults` is what went wrong in it.

    One is used for all places, as a new one takes as long as a page.
    """

    def __init__(self, context, site):
        self.site, self.faults, self.known_words = site, [], set()
        self.page = context.new_page()
        self.page.on("console", lambda said: self._note(_is_fault(said), f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self._note(True, f"script error: {error}"))
        self.page.on("request", lambda request: self._note(self._is_foreign(request.url), f"foreign: {request.url}"))
        self.page.on("requestfailed", lambda request: self._note(_is_lost(request), f"failed: {request.url}"))
        self.page.on("response", lambda answer: self._note(_is_broken(answer), f"{answer.status}: {answer.url}"))

    def faults_of(self, place) -> list[str]:
        """What is wrong with a place in either theme, on a phone or on a desk; [] when nothing.

        No sideways scrolling (WCAG 1.4.10), one h1, a title, nothing that the policy forbids, no script that fails, no
        foreign host, and axe-core finds nothing.
        """
        self._begin_anew()
        go_to(self.page, self.site, place)
        found = sticking_out(self.page)
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} h1")
        if not self.page.title().strip():
            found.append("no title")
        found += axe_in_all_looks(self.page, self.known_words)
        found += sticking_out(self.page)
        return found + self.faults

    def _begin_anew(self):
        self.page.evaluate(_CLEAR)
        self.page.emulate_media(color_scheme=THEMES[0], reduced_motion="reduce")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        self.faults.clear()

    def _note(self, is_fault, sentence):
        if is_fault:
            self.faults.append(sentence)

    def _is_foreign(self, url):
        return url.startswith(("http:", "https:")) and urlsplit(url).netloc != urlsplit(self.site.url).netloc


def _is_fault(said):
    # A page that answers 404 or 422 on purpose is reported on the console too; `_is_broken` looks at the files.
    return said.type in ("error", "warning") and "Failed to load resource" not in said.text


def _is_lost(request):
    # What the place before still waited for is given up when the next one is opened.
    return "ERR_ABORTED" not in (request.failure or "")


def _is_broken(answer):
    return answer.status >= (500 if answer.request.resource_type == "document" else 400)
