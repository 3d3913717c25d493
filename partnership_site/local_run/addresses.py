"""The addresses that `make run` prints, each tried before it is shown, and the demo's sign-ins."""

import contextlib
import threading
import time
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site

from partnership_site.demo.sign_ins import SIGN_INS, SignIn

SECONDS_TO_ANSWER = 60


def site_addresses() -> list[tuple[str, str]]:
    """Pairs of label and path: the home page, its sections, a feed, and the signed-in areas behind the sign-in form."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    sections = site.root_page.get_children().live().public().specific().order_by("path")
    pages = [(_label(page), page.get_url()) for page in [site.root_page.specific, *sections] if page.get_url()]
    return [(label, urlsplit(url).path) for label, url in pages] + _feeds() + _areas()


def sign_ins() -> list[SignIn]:
    """Those of the demo's sign-ins whose people are in this database."""
    present = set(get_user_model().objects.filter(is_active=True).values_list("email", flat=True))
    return [person for person in SIGN_INS if person.email in present]


def announce_when_ready(base: str, addresses, people, say) -> None:
    """In the background: wait for the site to answer, then print the addresses ("Ready" for a 200) and the sign-ins."""
    arguments = (base, addresses, people, say)
    threading.Thread(target=_announce, args=arguments, daemon=True).start()


def _label(page: Page) -> str:
    return "Home" if page.depth == 2 else page.title


def _feeds() -> list[tuple[str, str]]:
    calendar = apps.get_model("partnership_events", "CalendarPage").objects.live().order_by("path").first()
    if calendar is None:
        return []
    return [("Calendar feed", urlsplit(calendar.get_url()).path + calendar.reverse_subpage("feed").rstrip("/"))]


def _areas() -> list[tuple[str, str]]:
    sign_in = reverse("account_login")
    areas = [("Sign in", sign_in)]
    for label, name in (("Members' area, after sign-in", "members:home"), ("CMS, after sign-in", "wagtailadmin_home")):
        # The members' area has no address on a site that leaves the mentoring out.
        with contextlib.suppress(NoReverseMatch):
            areas.append((label, f"{sign_in}?{urlencode({'next': reverse(name)}, safe='/')}"))
    return areas


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def _status(url: str) -> int | None:
    """The HTTP status the site answers with; None while nobody answers."""
    try:
        with build_opener(ProxyHandler({}), _NoRedirects).open(url, timeout=SECONDS_TO_ANSWER) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
    except OSError:
        return None


def _announce(base: str, addresses, people, say) -> None:
    last_moment = time.monotonic() + SECONDS_TO_ANSWER
    while _status(base + addresses[0][1]) is None:
        if time.monotonic() > last_moment:
            say(f"{base} has not answered for {SECONDS_TO_ANSWER} seconds; the lines above may say why.")
            return
        time.sleep(0.2)
    answers = [(label, base + path, _status(base + path)) for label, path in addresses]
    width = max(len(label) for label, _url, _answer in answers)
    say("")
    for label, url, answer in answers:
        say(f"{'Ready' if answer == 200 else f'Fault {answer}':<10} {label:<{width}}  {url}")
    if people:
        say("\nDemo sign-ins")
        for person in people:
            say(f"{'':<10} {person.role:<{width}}  {person.email}  {person.password}")
    say("\nStop with Ctrl+C. `make run` starts it again with everything kept; `make demo-reset` starts over.")
