"""Runs inside the foreign site: makes one of everything, opens it as its people would, prints the answers as JSON.

It is handed to the foreign site's Python as a file, so it may import nothing from the tests.
"""

import datetime as dt
import json
from urllib.parse import urlsplit

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import NoReverseMatch, get_resolver, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Site, get_page_models  # noqa: E402
from wagtail.snippets.models import get_snippet_models  # noqa: E402

LABELS = ("partnership_resources", "partnership_events", "mentoring_pages")
FEEDS = {
    "partnership_resources.ResourceLibraryPage": ["feed.atom"],
    "partnership_resources.CollectionPage": ["feed.atom"],
    "partnership_events.CalendarPage": ["calendar.ics"],
    "partnership_events.GatheringPage": ["event.ics"],
}
TODAY = timezone.localdate()


def model(label):
    return apps.get_model(label)


def add_page(label, parent, **fields):
    return parent.add_child(instance=model(label)(live=True, **fields))


def make_pages():
    """One page of each type, below the pages that partnership_setup made. Returns them by model label."""
    library = model("partnership_resources.ResourceLibraryPage").objects.get()
    calendar = model("partnership_events.CalendarPage").objects.get()
    directory = model("mentoring_pages.MentorDirectoryPage").objects.get()
    program = model("mentoring_pages.Program").objects.create(name="Lantern Street Program", status="enrolled")
    add_page(
        "partnership_resources.ResourcePage",
        library,
        title="A first guide",
        summary="How to begin.",
        kind=model("partnership_resources.ResourceKind").objects.first(),
    )
    add_page(
        "partnership_events.GatheringPage",
        calendar,
        title="A first gathering",
        summary="Meet your region.",
        kind=model("partnership_events.GatheringKind").objects.first(),
        starts_at=timezone.now() + dt.timedelta(days=20),
        ends_at=timezone.now() + dt.timedelta(days=20, hours=2),
    )
    add_page("mentoring_pages.MentorProfilePage", directory, title="Lantern Street", program=program)
    add_page("partnership_resources.CollectionPage", library.get_parent(), title="A first collection")
    ours = [page_model for page_model in get_page_models() if page_model._meta.app_label in LABELS]
    return {page_model._meta.label: page_model.objects.live().first() for page_model in ours}


def make_pair(person):
    """A running pair that the person belongs to as a mentee, with a plan, a contact and a journal entry."""
    mentor = model("mentoring_pages.Program").objects.get(name="Lantern Street Program")
    mentee = model("mentoring_pages.Program").objects.create(name="Corner Oak Program", status="enrolled")
    model("mentoring_pages.ProgramMembership").objects.create(program=mentee, user=person, role="director")
    cycle = model("mentoring_pages.MentoringCycle").objects.filter(starts_on__lte=TODAY, ends_on__gte=TODAY).first()
    cycle = cycle or model("mentoring_pages.MentoringCycle").objects.create(
        name="This year", starts_on=TODAY - dt.timedelta(days=60), ends_on=TODAY + dt.timedelta(days=200)
    )
    pair = model("mentoring_pages.MentoringPair").objects.create(
        cycle=cycle, mentor=mentor, mentee=mentee, started_on=TODAY - dt.timedelta(days=30), status="active"
    )
    model("mentoring_pages.ActionPlan").objects.create(pair=pair, outline="Begin with snacks.")
    contact = model("mentoring_pages.Contact").objects.create(
        pair=pair,
        happened_on=TODAY,
        mode=model("mentoring_pages.ContactMode").objects.first(),
        kind=model("mentoring_pages.ContactKind").objects.first(),
        logged_by=person,
    )
    entry = model("mentoring_pages.JournalEntry").objects.create(
        pair=pair, author=person, written_on=TODAY, text="A word that stays here: quillwort."
    )
    return {"pair": pair.code, "contact": contact.code, "journal": entry.code, "plan": pair.code}


def fetch(client, url):
    answer = client.get(url)
    body = b"" if answer.streaming else answer.content
    return {
        "url": url,
        "status": answer.status_code,
        "type": answer.headers.get("Content-Type", "").split(";")[0],
        "location": answer.headers.get("Location", ""),
        "in_house": b'data-house="foreign"' in body,
        "fault": repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else "",
    }


def members_urls(codes):
    """Addresses of the members' area that can be made from the codes at hand, by url name."""
    found = {}
    for name in sorted(get_resolver().namespace_dict["members"][1].reverse_dict, key=str):
        if not isinstance(name, str):
            continue
        noun = name.split("-")[0]
        for arguments in (
            {},
            {"code": codes.get(noun)},
            {"pair_code": codes["pair"]},
            {"pair_code": codes["pair"], "code": codes.get(noun)},
        ):
            if None in arguments.values():
                continue
            try:
                found[name] = reverse(f"members:{name}", kwargs=arguments)
                break
            except NoReverseMatch:
                continue
    return found


def admin_urls(pages):
    """The CMS screens of the plugin: each vocabulary's list, and each page type's editor."""
    snippets = [snippet for snippet in get_snippet_models() if snippet._meta.app_label in LABELS]
    found = {snippet._meta.label: reverse(snippet.snippet_viewset.get_url_name("list")) for snippet in snippets}
    for label, page in pages.items():
        found[f"edit {label}"] = reverse("wagtailadmin_pages:edit", args=[page.pk])
    found["dashboard"] = reverse("wagtailadmin_home")
    return found


def main():
    setup_test_environment()
    people = get_user_model().objects
    member = people.create_user("member@yoursite.example", "a long pass phrase", full_name="Mina Member")
    chief = people.create_superuser("chief@yoursite.example", "a long pass phrase", full_name="Chief")
    pages = make_pages()
    members = members_urls(make_pair(member))

    anyone, as_member, as_chief = (Client(raise_request_exception=False) for _ in range(3))
    as_member.force_login(member)
    as_chief.force_login(chief)
    paths = {label: urlsplit(page.get_url()).path for label, page in pages.items()}
    print(
        json.dumps(
            {
                "site": Site.objects.get().root_page.title,
                "pages": {label: fetch(anyone, path) for label, path in paths.items()},
                "feeds": {
                    f"{label} {end}": fetch(anyone, paths[label] + end) for label in FEEDS for end in FEEDS[label]
                },
                "members": {name: fetch(as_member, url) for name, url in members.items()},
                "strangers": {name: fetch(anyone, url) for name, url in members.items()},
                "cms": {name: fetch(as_chief, url) for name, url in admin_urls(pages).items()},
            }
        )
    )


main()
