"""What a place of the site is to the browser tests, how it is written down, and how a browser gets there."""

from collections.abc import Callable
from typing import NamedTuple

from django.apps import apps
from django.urls import reverse

from partnership_site.demo.sign_ins import SIGN_INS
from tests.browser.helpers import sign_in, sign_out

SIGN_IN = {person.role: person for person in SIGN_INS}
MENTOR, MENTEE, COORDINATOR = (SIGN_IN[role].email for role in ("Mentor", "Mentee", "Coordinator"))
NOWHERE = "xyzzyquux"


class Place(NamedTuple):
    """`path` is called once the demo stands. `who` is an e-mail address or a function that finds one; "" for everybody.

    `prepare` is handed the open page and does what brings the state about. `is_answer` marks a state that only a sent
    form shows, which has no address of its own. `status` is what the address answers with.
    """

    path: Callable[[], str]
    who: str | Callable[[], str] = ""
    prepare: Callable | None = None
    is_answer: bool = False
    status: int = 200

    def visitor(self) -> str:
        """The e-mail address to sign in with; "" for nobody."""
        return self.who() if callable(self.who) else self.who


def go_to(page, site, place: Place) -> None:
    """Open the place as its visitor, and bring its state about."""
    sign_out(page)
    if visitor := place.visitor():
        sign_in(page, site, visitor)
    address = site.url + place.path()
    answer = page.goto(address)
    assert answer.url == address, f"{address} leads to {answer.url}"
    assert answer.status == place.status, f"{address} answers {answer.status}"
    if place.prepare:
        place.prepare(page)


def fixed(path):
    """The path itself."""
    return lambda: path


def named(name, *more, of=None):
    """The address of that name; `of` finds the record whose code it takes first."""
    return lambda: reverse(name, args=[of().code, *more] if of else more)


def page_of(model, **conditions):
    """The first live page of the demo that fits."""

    def path():
        found = apps.get_model(model).objects.live().filter(**conditions).order_by("path").first()
        assert found is not None, f"The demo has no {model} with {conditions}"
        return found.get_url()

    return path


def below(path, ending):
    """What stands below another place."""
    return lambda: path() + ending


def press(name):
    """Send the form of the main part with its button `name`, as it is, and wait for the answer."""

    def act(page):
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name=name).click()

    return act


def empty(*labels, button):
    """Empty the fields with these labels, then send the form."""

    def act(page):
        for label in labels:
            page.get_by_role("main").get_by_label(label).fill("")
        press(button)(page)

    return act
