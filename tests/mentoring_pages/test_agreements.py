"""The agreement: staff's text in versions, signed by both sides, never changed once signed (R56, R57, R92-R94)."""

import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.urls import reverse

from mentoring_pages import permissions
from mentoring_pages.actions.agreements import (
    NewTextMeanwhile,
    NothingToSign,
    PairEnded,
    VersionSigned,
    WrongVersionState,
    ask_pairs_to_sign,
    begin_version,
    discard_draft,
    edit_version,
    publish_version,
    sign_agreement,
    text_version,
)
from mentoring_pages.actions.refusals import NotAllowed, TransitionError
from mentoring_pages.cms.desk import MentoringDesk
from mentoring_pages.enums import MembershipRole, PairStatus, Side
from mentoring_pages.models import AgreementSignature, AgreementText
from tests.factories import mentoring
from tests.pages import text_of
from tests.queries import count_queries
from tests.rounds import rounds_of


@pytest.fixture
def text(db):
    return mentoring.AgreementTextFactory()


def page_of(pair):
    return reverse("members:agreement-detail", args=[pair.code])


def sign(pair, by, text, name="Robin Example"):
    return sign_agreement(pair, by=by, name=name, seen=text_version(text))


def admin_url(action, *args):
    screen = next(one for one in MentoringDesk().modeladmin_instances if one.model is AgreementText)
    return screen.url_helper.get_action_url(action, *args)


def test_both_directors_sign_and_the_record_has_text_name_and_time(client, mentor, mentee, paired, text, committed):
    """R92: each signature keeps the words that were signed; the other side gets a mail."""
    client.force_login(mentor)
    shown = client.get(page_of(paired.pair))
    with_form = shown.context["form"]
    posted = {"name": "  Mentor   Áé 😀 שלום ", "seen": with_form["seen"].value()}
    committed(client.post, page_of(paired.pair), posted)
    committed(sign, paired.pair, mentee, text, "Lee Creek")

    first, second = AgreementSignature.objects.order_by("pk")
    assert (first.side, first.signed_name, first.signed_by, first.program_name) == (
        "mentor",
        "Mentor Áé 😀 שלום",
        mentor,
        paired.pair.mentor.name,
    )
    assert first.text == {"title": text.title, "number": 1, "parts": text.parts}
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["mentee@example.org"], "Goldfinch Bridge After School has signed your agreement"),
        (["mentor@example.org"], "Your agreement with Lantern Creek Learning Club is signed by both"),
    ]
    assert "What we tell each other" not in "".join(one.body for one in mail.outbox)
    page = text_of(client.get(page_of(paired.pair)))
    assert "Mentor Áé 😀 שלום" in page
    assert "Lee Creek" in page
    assert "Type your full name to sign" not in page


def test_a_second_post_of_the_same_form_signs_once_and_mails_once(client, mentor, paired, text, committed):
    client.force_login(mentor)
    posted = {"name": "Mentor Example", "seen": text_version(text)}

    answers = [committed(client.post, page_of(paired.pair), posted) for _turn in range(2)]

    assert ([answer.status_code for answer in answers], len(mail.outbox)) == ([302, 302], 1)
    assert AgreementSignature.objects.count() == 1


def test_directors_sign_and_everybody_of_both_programs_reads(client, mentee, outsider, coordinator, paired, text):
    staff = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role=MembershipRole.STAFF).user
    for person in (staff, outsider, coordinator):
        with pytest.raises(NotAllowed):
            sign(paired.pair, person, text)
    client.force_login(staff)

    page = client.get(page_of(paired.pair))

    assert page.context["form"] is None
    assert "A director of your program signs." in text_of(page)
    assert "What we tell each other stays between us." in text_of(page)


def test_somebody_who_directs_both_programs_signs_for_one_side_alone(mentor, paired, text):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=mentor)

    sign(paired.pair, mentor, text)
    _signature, is_new = sign(paired.pair, mentor, text)

    assert (is_new, list(AgreementSignature.objects.values_list("side", flat=True))) == (False, ["mentor"])


def test_a_new_version_asks_again_and_keeps_what_was_signed(client, mentee, coordinator, paired, text, committed):
    """Both sides get a mail, once; the earlier text is read as it was signed."""
    for side in Side:
        mentoring.AgreementSignatureFactory(pair=paired.pair, side=side)
    draft = begin_version(by=coordinator)
    edit_version(draft, by=coordinator, confidentiality="<p>New words.</p>", what_changed="The limits are clearer.")
    publish_version(draft, by=coordinator)
    counts = [committed(ask_pairs_to_sign) for _turn in range(2)]
    client.force_login(mentee)

    now = text_of(client.get(page_of(paired.pair)))
    earlier = text_of(client.get(reverse("members:agreement-signed", args=[paired.pair.code, 1])))

    assert counts == [1, 0]
    call_command("partnership_work", verbosity=0)
    assert sorted(one.to[0] for one in mail.outbox) == ["mentee@example.org", "mentor@example.org"]
    assert {one.subject for one in mail.outbox} == {
        "A new version of your agreement with Goldfinch Bridge After School",
        "A new version of your agreement with Lantern Creek Learning Club",
    }
    assert all("What is new: The limits are clearer." in one.body for one in mail.outbox)
    assert "New words." in now
    assert "What you signed before" in now
    assert "Not signed yet" in now
    assert "What we tell each other stays between us." in earlier
    assert "New words." not in earlier
    assert client.get(reverse("members:agreement-signed", args=[paired.pair.code, 2])).status_code == 404


def test_a_pair_without_a_signature_goes_on_working_and_is_led_to_it(client, mentee, paired, text):
    """Led to it, never locked out."""
    client.force_login(mentee)

    pages = [
        client.get(reverse(f"members:{name}", args=[paired.pair.code]))
        for name in ("plan-edit", "contact-create", "pair-detail")
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert page_of(paired.pair) in pages[2].content.decode()
    assert "Not signed yet." in text_of(pages[2])


def test_what_was_typed_stays_when_the_text_changed_while_it_was_read(client, mentor, coordinator, paired, text):
    client.force_login(mentor)
    seen = client.get(page_of(paired.pair)).context["form"]["seen"].value()
    edit_version(text, by=coordinator, boundaries="<p>Other words.</p>")

    answer = client.post(page_of(paired.pair), {"name": "Mentor Example", "seen": seen})

    assert (answer.status_code, AgreementSignature.objects.count()) == (409, 0)
    assert "another text while you were reading" in text_of(answer)
    assert "Other words." in text_of(answer)
    assert answer.context["form"]["name"].value() == "Mentor Example"
    again = {"name": "Mentor Example", "seen": answer.context["form"]["seen"].value()}
    assert client.post(page_of(paired.pair), again).status_code == 302


def test_a_pair_that_ended_meanwhile_is_not_signed_for(client, mentor, paired, text):
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    client.force_login(mentor)

    answer = client.post(page_of(paired.pair), {"name": "Mentor Example", "seen": text_version(text)})

    assert (answer.status_code, AgreementSignature.objects.count()) == (409, 0)
    assert "This pair has ended in the meantime, so nothing was signed." in text_of(answer)
    with pytest.raises(PairEnded):
        sign(paired.pair, mentor, text)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "Type your name. It stands for your signature."),
        ("x" * 20_000, "Ensure this value has at most 120 characters (it has 20000)."),
    ],
)
def test_a_refused_name_is_explained_and_kept(client, mentor, paired, text, name, sentence):
    client.force_login(mentor)

    answer = client.post(page_of(paired.pair), {"name": name, "seen": text_version(text)})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert answer.context["form"]["name"].value() == name


def test_a_name_typed_after_the_session_ended_waits_for_the_sign_in(client, mentor, paired, text):
    gone = client.post(page_of(paired.pair), {"name": "Mentor Example", "seen": "x"})
    client.force_login(mentor)

    form = client.get(page_of(paired.pair)).context["form"]

    assert gone.status_code == 302
    assert (form["name"].value(), form["seen"].value()) == ("Mentor Example", text_version(text))


def test_without_a_published_text_there_is_nothing_to_sign(client, mentor, paired):
    mentoring.AgreementTextFactory(draft=True)
    client.force_login(mentor)

    page = client.get(page_of(paired.pair))

    assert "No agreement yet" in text_of(page)
    with pytest.raises(NothingToSign):
        sign_agreement(paired.pair, by=mentor, name="M", seen="")


# --- The versions ---


def test_no_version_changes_once_somebody_signed_it(mentor, coordinator, paired, text, client):
    """An edit begins the next draft, with the same words."""
    sign(paired.pair, mentor, text)
    with pytest.raises(VersionSigned):
        edit_version(text, by=coordinator, opening="<p>x</p>")
    client.force_login(coordinator)

    edit = client.get(admin_url("edit", text.pk))
    client.post(admin_url("begin", text.pk))
    client.post(admin_url("begin", text.pk))

    draft = AgreementText.objects.get(status="draft")
    assert edit.url == admin_url("inspect", text.pk)
    assert (draft.number, draft.parts) == (2, text.parts)
    assert client.get(admin_url("edit", draft.pk)).status_code == 200


def test_a_coordinator_writes_publishes_and_discards_versions(client, coordinator, paired, text):
    """R93, R94: the text is staff's."""
    client.force_login(coordinator)
    client.post(admin_url("begin", text.pk))
    draft = AgreementText.objects.get(status="draft")
    question = text_of(client.get(admin_url("publish", draft.pk)))

    client.post(admin_url("publish", draft.pk))

    assert "1 open pair is asked to sign it" in question
    assert AgreementText.objects.current() == draft
    with pytest.raises(WrongVersionState):
        publish_version(draft, by=coordinator)
    with pytest.raises(WrongVersionState):
        discard_draft(draft, by=coordinator)
    third = begin_version(by=coordinator)
    discard_draft(third, by=coordinator)
    assert not AgreementText.objects.filter(status="draft").exists()


def test_two_coordinators_edits_meet(client, coordinator, text):
    """The second saver's words stay in the form, and nothing is overwritten unseen."""
    client.force_login(coordinator)
    form = client.get(admin_url("edit", text.pk)).context["form"]
    edit_version(text, by=coordinator, opening="<p>First.</p>")
    posted = {"title": "Second", "what_changed": "", "seen": form["seen"].value()}
    posted |= dict.fromkeys(("opening",), '{"blocks": [], "entityMap": {}}')
    for name in ("confidentiality", "boundaries", "expectations"):
        posted[name] = (
            '{"blocks": [{"key": "a", "text": "Words", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],'
            ' "entityRanges": []}], "entityMap": {}}'
        )

    refused = client.post(admin_url("edit", text.pk), posted)

    text.refresh_from_db()
    assert (text.title, text.opening) == ("Our mentoring agreement", "<p>First.</p>")
    assert "Somebody else saved this version while you were writing." in text_of(refused)
    again = posted | {"seen": refused.context["form"]["seen"].value()}
    assert client.post(admin_url("edit", text.pk), again).status_code == 302
    text.refresh_from_db()
    assert text.title == "Second"


@pytest.mark.parametrize("action", [begin_version, None])
def test_members_keep_no_versions(mentor, text, action):
    with pytest.raises(NotAllowed):
        begin_version(by=mentor) if action else edit_version(text, by=mentor, title="x")
    with pytest.raises(NotAllowed):
        publish_version(text, by=mentor)
    with pytest.raises(NotAllowed):
        discard_draft(text, by=mentor)


@pytest.mark.parametrize(("has_pairs", "status", "is_asked"), [(False, "published", True), (True, "draft", False)])
def test_setup_brings_a_first_text_and_surprises_no_pair(request, has_pairs, status, is_asked, db):
    """Published on a new site; where pairs work already it waits for a coordinator (R56, R57, R92, R94)."""
    if has_pairs:
        request.getfixturevalue("paired")

    call_command("partnership_setup", verbosity=0)
    call_command("partnership_setup", verbosity=0)

    text = AgreementText.objects.get()
    assert (text.status, text.asked_at is not None) == (status, is_asked)
    assert text.expectations.count("<li>") == 9 + 11
    assert "There are limits." in text.confidentiality
    assert "The mentee decides what we work on" in text.boundaries


def test_signatures_seen_by_predicate_and_query_are_the_same(mentor, mentee, outsider, coordinator, superuser, paired):
    rows = [mentoring.AgreementSignatureFactory(pair=paired.pair), mentoring.AgreementSignatureFactory()]

    for person in (mentor, mentee, outsider, coordinator, superuser):
        by_query = set(AgreementSignature.objects.visible_to(person))
        assert by_query == {row for row in rows if permissions.can_view_agreement(person, row)}


def test_the_page_costs_the_same_with_1_and_9_earlier_versions(client, mentor, paired, text):
    client.force_login(mentor)
    costs = []
    for more in (1, 8):
        for _turn in range(more):
            mentoring.AgreementSignatureFactory(pair=paired.pair, version=AgreementText.objects.current())
            mentoring.AgreementTextFactory()
        costs.append(count_queries(lambda: client.get(page_of(paired.pair))))

    assert costs[0] == costs[1]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time.")
@pytest.mark.django_db(transaction=True)
def test_races_of_signing_and_rewriting_leave_no_signature_on_other_words(mentor, mentee, coordinator, paired):
    """Whoever comes second is told: either the words stay as signed, or nothing is signed."""
    for number in range(rounds_of(5)):
        text = mentoring.AgreementTextFactory()
        barrier, outcomes = threading.Barrier(3), []

        def run(step, *, barrier=barrier, outcomes=outcomes):
            try:
                barrier.wait(timeout=20)
                step()
            except (VersionSigned, NewTextMeanwhile, TransitionError) as refusal:
                outcomes.append(type(refusal).__name__)
            finally:
                connection.close()

        steps = [
            lambda text=text: sign(paired.pair, mentor, text),
            lambda text=text: sign(paired.pair, mentee, text),
            lambda text=text, number=number: edit_version(text, by=coordinator, title=f"Title {number}"),
        ]
        threads = [threading.Thread(target=run, args=(step,)) for step in steps]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        close_old_connections()

        now = AgreementText.objects.get(pk=text.pk)
        assert all(one.text["title"] == now.title for one in now.signatures.all())
        # Either somebody signed first and the edit was refused, or the edit came first and both were told.
        assert outcomes in (["VersionSigned"], ["NewTextMeanwhile", "NewTextMeanwhile"])
