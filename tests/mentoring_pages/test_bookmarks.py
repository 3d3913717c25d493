"""Bookmarks of mentors: kept and removed from rows and pages, listed with how each mentor stands (R9)."""

import pytest
from django.urls import reverse

from mentoring_pages.actions.bookmarks import MAX_BOOKMARKS, TooManyBookmarks, add_bookmark, remove_bookmark
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import Visibility
from mentoring_pages.models import MentorBookmark, MentorProfilePage
from tests.factories import mentoring
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/members/bookmarks/"


def add_url(page):
    return reverse("members:bookmark-add", args=[page.pk])


def test_a_mentor_is_bookmarked_once_and_the_button_comes_back_to_where_it_was(client, outsider):
    page = mentoring.mentor_profile(title="Kite Club")
    client.force_login(outsider)
    row = client.get("/mentors/?q=kite").context["rows"][0]["foot"]["bookmark"]

    answers = [client.post(add_url(page), {"next": row["path"]}) for _click in range(2)]

    assert [answer.url for answer in answers] == [f"/mentors/?q=kite#mentor-{page.pk}"] * 2
    assert list(MentorBookmark.objects.values_list("owner", "profile", "name")) == [(outsider.pk, page.pk, "Kite Club")]
    text = text_of(client.get("/mentors/?q=kite"))
    assert "“Kite Club” is in your bookmarks already. Open your bookmarks" in text
    assert "remove the bookmark of Kite Club" in text


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", ""]
)
def test_the_way_back_never_leaves_the_site(client, outsider, wanted):
    page = mentoring.mentor_profile()
    client.force_login(outsider)

    assert client.post(add_url(page), {"next": wanted}).url == page.get_url()


def test_visitors_see_no_button_and_other_peoples_bookmarks_are_nobodys(client, outsider, mentee):
    page = mentoring.mentor_profile()
    bookmark, _is_new = add_bookmark(page, by=mentee)
    visitor = client.get(page.get_url())
    client.force_login(outsider)

    assert visitor.context["bookmark"] is None
    assert client.get(page.get_url()).context["bookmark"]["kept_as"] is None
    assert client.get(LIST).context["rows"] == []
    assert client.post(reverse("members:bookmark-remove", args=[bookmark.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        remove_bookmark(bookmark, by=outsider)
    assert MentorBookmark.objects.filter(pk=bookmark.pk).exists()


def test_the_list_says_how_each_mentor_stands_today(client, outsider):
    """A page that is not listed keeps the name under which it was kept: what it is called now is not for everyone."""
    full = mentoring.mentor_profile(title="Full Club")
    mentoring.MentoringPairFactory(mentor=full.program)
    hidden, deleted = mentoring.mentor_profile(title="Away Club"), mentoring.mentor_profile(title="Gone Club")
    for page in (full, hidden, deleted):
        add_bookmark(page, by=outsider)
    MentorProfilePage.objects.filter(pk=hidden.pk).update(title="Secret name")
    hidden.unpublish()
    MentorProfilePage.objects.get(pk=deleted.pk).delete()
    client.force_login(outsider)

    response = client.get(LIST)

    rows = {row["name"]: row for row in response.context["rows"]}
    assert list(rows) == ["Gone Club", "Away Club", "Full Club"]
    assert rows["Full Club"]["mentor"]["availability_label"] == "Full for now"
    assert rows["Away Club"]["note"] == "This mentor's page is not listed at the moment. It may come back."
    assert rows["Gone Club"]["note"] == "This mentor's page was taken away for good."
    assert "Secret name" not in text_of(response)
    assert client.post(reverse("members:bookmark-remove", args=[rows["Gone Club"]["pk"]])).url == LIST
    assert MentorBookmark.objects.count() == 2


def test_the_list_shows_no_fact_that_its_reader_may_not_see(client, former_member):
    """Who is no member today sees what the public sees."""
    page = mentoring.mentor_profile(city="Quillfeather", location_visibility=Visibility.MEMBERS)
    add_bookmark(page, by=former_member)
    client.force_login(former_member)

    assert "Quillfeather" not in text_of(client.get(LIST))


def test_the_newest_bookmarks_can_be_compared(client, outsider):
    pages = [mentoring.mentor_profile(slug=f"m{number}") for number in range(5)]
    add_bookmark(pages[0], by=outsider)
    client.force_login(outsider)
    one = client.get(LIST).context["compare"]
    for page in pages[1:]:
        add_bookmark(page, by=outsider)

    link = client.get(LIST).context["compare"]

    assert one is None
    assert link == {"url": "/mentors/compare/?m=m4&m=m3&m=m2&m=m1", "title": "Compare the newest 4"}
    assert [column["name"] for column in client.get(link["url"]).context["columns"]] == [
        page.title for page in reversed(pages[1:])
    ]


def test_an_empty_list_says_how_to_begin(client, outsider):
    mentoring.mentor_directory()
    client.force_login(outsider)

    text = text_of(client.get(LIST))

    assert "No bookmarks yet" in text
    assert "Find a mentor" in text


def test_a_page_that_is_not_listed_cannot_be_bookmarked(client, outsider):
    page = mentoring.mentor_profile()
    page.unpublish()
    client.force_login(outsider)

    assert client.post(add_url(page)).status_code == 404
    with pytest.raises(NotAllowed):
        add_bookmark(page, by=outsider)


def test_bookmarks_have_a_limit_that_is_told(outsider):
    page = mentoring.mentor_profile()
    MentorBookmark.objects.bulk_create(
        MentorBookmark(owner=outsider, profile=None, name="Gone") for _number in range(MAX_BOOKMARKS)
    )

    with pytest.raises(TooManyBookmarks, match="You have 200 bookmarks. Remove one before you add another."):
        add_bookmark(page, by=outsider)
