"""What an editor is told while composing a collection: count, first rows, what leaves nothing over. R23, R36."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.urls import reverse

from resources.collecting.found import found_by
from resources.enums import CollectionOrder, Period, PeriodUnit
from resources.models import CollectionPage
from tests.factories import resources as make
from tests.pages import text_of

pytestmark = pytest.mark.django_db
BY_TITLE = {"order": CollectionOrder.TITLE}
LATELY = {
    "date": "published",
    "period": Period.LAST,
    "number": 30,
    "unit": PeriodUnit.DAYS,
    "first": None,
    "last": None,
}


def test_editor_is_told_which_criterion_leaves_nothing_over():
    make.resource("A guide", published_on=dt.date(2020, 1, 1))
    page = make.collection(source="resources", text="guide", criteria=[("date", LATELY)], **BY_TITLE)

    assert found_by(page).notes == [
        "“published on in the last 30 days” leaves nothing over. Without it, 1 page would be found."
    ]
    page.text = "no such words"
    assert found_by(page).notes == [
        "No page meets all of the criteria, and leaving one of them out would not be enough."
    ]
    page.source = "mentors"
    assert found_by(page).notes == ["There is no published page of this type yet: Mentor profiles."]
    page.source = ""
    assert found_by(page).notes == ["Pick pages by hand, or choose a type of content to look for."]


def test_editor_sees_the_count_and_the_limit():
    for number in range(3):
        make.resource(f"R{number}")

    found = found_by(make.collection(source="resources", limit=2, **BY_TITLE))

    assert found.count_text == "It shows 2 pages."
    assert found.notes == ["The saved query finds 3 pages. “At most” cuts them off after 2."]
    assert [row.page.title for row in found.rows] == ["R0", "R1"]


def form_data(page, **changes):
    """What the edit form of a collection posts."""
    return {
        "title": page.title,
        "slug": page.slug,
        "intro": "null",
        "source": ["resources"],
        "topics": [],
        "text": "",
        "below": "",
        "criteria-count": "0",
        "order": "title",
        "limit": "50",
        "view": "list",
        "picks-TOTAL_FORMS": "0",
        "picks-INITIAL_FORMS": "0",
        "picks-MIN_NUM_FORMS": "0",
        "picks-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }


def test_panel_shows_what_is_saved_and_what_is_typed(client, editor):
    """Works after each save without scripts; the button asks for what stands in the form, and saves nothing."""
    make.resource("Saved snacks")
    page = make.collection(source="resources", text="nothing")
    client.force_login(editor)
    url = reverse("partnership_collection_found", args=[page.pk])

    saved = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    typed = client.post(url, form_data(page, text="snacks"))
    broken = client.post(url, form_data(page, limit="many"))

    assert "It shows no page yet." in saved
    assert url in saved
    assert "It shows 1 page. The first of them: Saved snacks" in text_of(typed)
    assert "These fields can't be read as they are: At most." in text_of(broken)
    page.refresh_from_db()
    assert page.text == "nothing"


def test_panel_answers_for_a_collection_that_is_not_made_yet(client, editor):
    make.resource("Snacks")
    client.force_login(editor)
    parent = make.library().get_parent()
    url = reverse("partnership_collection_found_new", args=[parent.pk])

    answer = client.post(url, form_data(CollectionPage(title="", slug="")))

    assert "It shows 1 page." in text_of(answer)
    assert not CollectionPage.objects.exists()


def test_panel_is_for_those_who_edit_the_page(client, outsider, coordinator):
    page = make.collection(source="resources")
    url = reverse("partnership_collection_found", args=[page.pk])

    for user, statuses in ((None, {302}), (outsider, {302, 403}), (coordinator, {302, 403})):
        client.logout()
        if user:
            client.force_login(user)
        assert client.post(url, form_data(page)).status_code in statuses


def test_calendar_view_takes_gatherings_only(editor):
    form_class = CollectionPage.get_edit_handler().get_form_class()
    page = make.collection()

    def errors(**changes):
        form = form_class(_querydict(form_data(page, **changes)), instance=page, for_user=editor)
        form.is_valid()
        return set(form.errors)

    assert errors(view="calendar", source=["gatherings"]) == set()
    assert errors(view="calendar", source=["gatherings", "resources"]) == {"view"}
    assert errors(order="soonest", source=["resources"]) == {"order"}


def _querydict(data):
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent
