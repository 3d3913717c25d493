"""Members' reading lists: kept, ordered, shared with a pair, and what nobody else learns. R23, R39."""

import pytest
from django.urls import reverse

from mentoring_pages import permissions
from mentoring_pages.actions import reading
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import PairStatus
from mentoring_pages.models import ReadingList
from tests.factories import mentoring
from tests.factories import resources as make
from tests.pages import count_queries, text_of

pytestmark = pytest.mark.django_db
PEOPLE = ("mentor", "mentee", "outsider", "coordinator", "editor", "superuser", "former_member")


def detail(reading_list):
    return reverse("members:reading-detail", args=[reading_list.code])


def on(reading_list):
    return [item.resource.title for item in reading_list.items.select_related("resource")]


@pytest.fixture
def shared(paired):
    """The mentee's list, which the mentor reads along."""
    return mentoring.ReadingListFactory(owner=paired.mentee, name="Before the visit", shared_with=paired.pair)


def test_member_keeps_a_resource_from_its_page_and_once_only(client, mentee):
    resource = make.resource("Snacks")
    keep = reverse("members:reading-keep", args=[resource.pk])
    assert "Keep for later" not in text_of(client.get(resource.url))
    client.force_login(mentee)

    before = text_of(client.get(resource.url))
    answer = client.post(keep)
    client.post(keep)
    after = text_of(client.get(resource.url))

    assert "Keep for later" in before
    assert answer.url == resource.url
    (first,) = ReadingList.objects.filter(owner=mentee)
    assert (first.is_first, on(first)) == (True, ["Snacks"])
    assert "You keep it in: Kept for later" in after
    assert "Keep for later" not in after.replace("You keep it in: Kept for later", "")


def test_resource_goes_to_the_list_that_was_chosen(client, paired, shared):
    own = mentoring.ReadingListFactory(owner=paired.mentor)
    resource = make.resource("Snacks")
    client.force_login(paired.mentor)
    keep = reverse("members:reading-keep", args=[resource.pk])

    assert client.post(keep, {"list": str(own.code)}).status_code == 302
    assert client.post(keep, {"list": str(shared.code)}).status_code == 403

    assert (on(own), on(shared)) == (["Snacks"], [])


def test_draft_and_private_resources_cannot_be_kept(client, mentee):
    draft, closed = make.resource("Draft"), make.resource("Closed")
    draft.unpublish()
    make.restrict(closed)
    client.force_login(mentee)

    for resource in (draft, closed):
        assert client.post(reverse("members:reading-keep", args=[resource.pk])).status_code == 404
        with pytest.raises(NotAllowed):
            reading.keep_resource(resource, by=mentee)


@pytest.mark.parametrize("change", ["unpublish", "restrict", "delete"])
def test_resource_that_is_gone_leaves_a_line_without_its_title(client, paired, shared, change):
    resource = make.resource("Secret salaries")
    item, _is_new = reading.keep_resource(resource, by=paired.mentee, reading_list=shared)
    {"unpublish": resource.unpublish, "restrict": lambda: make.restrict(resource), "delete": resource.delete}[change]()

    for user in (paired.mentee, paired.mentor):
        client.force_login(user)
        shown = client.get(detail(shared)).content.decode()
        assert "No longer available" in shown
        assert "salaries" not in shown.lower()
    client.force_login(paired.mentee)
    edit = client.get(reverse("members:reading-item-edit", args=[shared.code, item.pk]))
    assert "salaries" not in edit.content.decode().lower()
    client.post(reverse("members:reading-item-remove", args=[shared.code, item.pk]))
    assert not shared.items.exists()


def test_owner_orders_notes_moves_and_removes(client, mentee):
    first, second = (mentoring.ReadingListFactory(owner=mentee) for _number in range(2))
    items = [reading.keep_resource(make.resource(name), by=mentee, reading_list=first)[0] for name in "ABC"]
    client.force_login(mentee)

    def act(name, item, **data):
        return client.post(reverse(f"members:reading-item-{name}", args=[first.code, item.pk]), data)

    act("move", items[2], to="up")
    act("move", items[0], to="up")
    assert on(first) == ["A", "C", "B"]
    act("edit", items[0], note="Begin here", reading_list=str(second.code))
    assert (on(first), on(second)) == (["C", "B"], ["A"])
    assert "Begin here" in text_of(client.get(detail(second)))
    act("remove", items[1])
    assert on(first) == ["C"]


def test_list_is_shared_read_only_and_named_and_unshared(client, paired):
    own = mentoring.ReadingListFactory(owner=paired.mentee, name="Before the visit")
    item, _is_new = reading.keep_resource(make.resource("Snacks"), by=paired.mentee, reading_list=own)
    client.force_login(paired.mentee)
    client.post(reverse("members:reading-share", args=[own.code]), {"pair": str(paired.pair.code)})

    client.force_login(paired.mentor)
    overview, shown = client.get(reverse("members:reading-list")), client.get(detail(own))
    refused = client.post(reverse("members:reading-item-remove", args=[own.code, item.pk]))

    assert "Before the visit 1 resource shared by Mentee" in text_of(overview)
    assert "Shared with you by Mentee" in text_of(shown)
    assert "Snacks" in text_of(shown)
    assert "/remove/" not in shown.content.decode()
    assert refused.status_code == 403
    client.force_login(paired.mentee)
    client.post(reverse("members:reading-unshare", args=[own.code]))
    client.force_login(paired.mentor)
    assert client.get(detail(own)).status_code == 404


def test_who_has_no_open_pair_is_told_so(client, outsider):
    own = mentoring.ReadingListFactory(owner=outsider)
    client.force_login(outsider)

    answer = client.get(reverse("members:reading-share", args=[own.code]), follow=True)

    assert "You have no open pair to share it with." in text_of(answer)
    assert "Share with my pair" not in text_of(answer)


def test_list_cannot_be_shared_with_somebody_elses_pair(paired):
    own = mentoring.ReadingListFactory(owner=paired.mentee)

    with pytest.raises(NotAllowed):
        reading.share_list(own, mentoring.MentoringPairFactory(), by=paired.mentee)
    with pytest.raises(NotAllowed):
        reading.share_list(own, paired.pair, by=paired.mentor)


def test_share_ends_with_the_pair_and_when_its_owner_leaves(paired, shared):
    def is_seen():
        return ReadingList.objects.visible_to(paired.mentor).filter(pk=shared.pk).exists()

    assert is_seen()
    membership = paired.mentee.program_memberships.get()
    membership.is_active = False
    membership.save()
    assert not is_seen()
    membership.is_active = True
    membership.save()
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    assert not is_seen()


@pytest.mark.parametrize("status", PairStatus.values)
def test_predicate_and_queryset_agree_for_everyone(persona, paired, shared, status):
    paired.pair.status = status
    paired.pair.save()
    lists = [shared, mentoring.ReadingListFactory(owner=paired.mentee)]

    for name in PEOPLE:
        user = persona(name)
        visible, own = ReadingList.objects.visible_to(user), ReadingList.objects.of_owner(user)
        for one in ReadingList.objects.filter(pk__in=[each.pk for each in lists]):
            assert permissions.can_view_reading_list(user, one) == visible.filter(pk=one.pk).exists(), name
            assert permissions.can_edit_reading_list(user, one) == own.filter(pk=one.pk).exists(), name


def test_limits_are_told_and_keep_what_was_typed(client, mentee, monkeypatch):
    monkeypatch.setattr(reading, "MAX_LISTS", 1)
    monkeypatch.setattr(reading, "MAX_ITEMS", 1)
    own = mentoring.ReadingListFactory(owner=mentee)
    reading.keep_resource(make.resource("A"), by=mentee, reading_list=own)
    client.force_login(mentee)

    refused = client.post(reverse("members:reading-list"), {"name": "One more", "note": ""})

    assert refused.status_code == 422
    assert 'value="One more"' in refused.content.decode()
    with pytest.raises(reading.TooMany):
        reading.keep_resource(make.resource("B"), by=mentee, reading_list=own)


def test_new_list_is_made_and_an_empty_overview_says_how(client, mentee):
    client.force_login(mentee)

    assert "You keep nothing yet" in text_of(client.get(reverse("members:reading-list")))
    answer = client.post(reverse("members:reading-list"), {"name": " For  May ", "note": "Two"}, follow=True)

    assert "For May" in text_of(answer)
    assert "Nothing on this list yet" in text_of(answer)


def test_lists_cost_the_same_for_3_and_9_resources(client, paired, shared):
    def add(first, last):
        for number in range(first, last):
            resource = make.resource(f"R{number}")
            reading.keep_resource(resource, by=paired.mentee, reading_list=shared)
            reading.keep_resource(
                resource, by=paired.mentee, reading_list=reading.make_list(by=paired.mentee, name="x")
            )

    client.force_login(paired.mentee)
    addresses = [reverse("members:reading-list"), detail(shared)]
    add(0, 3)
    few = [count_queries(client, url) for url in addresses]
    add(3, 9)

    assert [count_queries(client, url) for url in addresses] == few
