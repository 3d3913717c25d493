"""After the end: farewell page, papers, the check of a code, thanks and recognition (R30, R71, R87)."""

import io

import pypdf
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.actions.farewell import agree_as_mentee, agree_as_mentor, hide_recognition, thank_mentor
from mentoring_pages.actions.pairs import close_pair, end_unsuited_pair
from mentoring_pages.directory.recognition import recognition_of
from mentoring_pages.enums import GoalStatus, Side
from mentoring_pages.models import ClosureCertificate, Recognition
from tests.factories import mentoring

WORDS = "You showed me that quiet is not a weakness. 🎈 شكرا"


def url_of(name, pair, *more):
    return reverse(f"members:{name}", args=[pair.code, *more])


@pytest.fixture
def ended(paired, coordinator):
    """A pair that had a visit of 90 minutes and a call of 30, reached a goal, and has ended."""
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True, minutes=90, kind=mentoring.contact_kind("Site visit"))
    mentoring.ContactFactory(pair=paired.pair)
    mentoring.ContactFactory(pair=paired.pair, attempted=True, minutes=60)
    plan = mentoring.ActionPlanFactory(pair=paired.pair)
    mentoring.GoalFactory(plan=plan, text="Forty families", status=GoalStatus.REACHED)
    close_pair(
        paired.pair,
        by=coordinator,
        reason=mentoring.ClosureReasonFactory(),
        method="meeting",
        ended_on=timezone.localdate(),
    )
    paired.pair.refresh_from_db()
    return paired


def pdf_text(response):
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def code_of(pair, side):
    return ClosureCertificate.objects.get(closure__pair=pair, side=side)


def test_the_farewell_page_says_what_was_done_together(client, ended):
    """R87, R71: contacts, visits, goals; a letter and one's own certificate."""
    client.force_login(ended.mentor)

    page = client.get(url_of("farewell", ended.pair))

    assert page.context["lines"] == [
        "You were in touch 2 times.",
        "You met in person once.",
        "One of you visited the other's program once.",
        "Together that makes 2 hours.",
    ]
    assert page.context["goals"] == ("Forty families",)
    assert [paper["label"] for paper in page.context["papers"]] == ["Certificate of the mentor"]


def test_the_letter_names_both_and_the_certificate_one_alone(client, ended):
    """R87: hours and role; the other program is not named on a certificate."""
    client.force_login(ended.mentor)
    letter = client.get(url_of("farewell-letter", ended.pair))
    certificate = client.get(url_of("farewell-certificate", ended.pair, "mentor"))
    code = code_of(ended.pair, Side.MENTOR)

    assert letter["Content-Type"] == certificate["Content-Type"] == "application/pdf"
    text = pdf_text(letter)
    assert "Goldfinch Bridge After School and Lantern Creek Learning Club" in text
    assert "Forty families" in text
    text = pdf_text(certificate)
    assert "Goldfinch Bridge After School" in text
    assert "2 contacts, 2 hours in all" in text
    assert code.printed_code in text
    assert "Lantern Creek" not in text


def test_the_other_sides_certificate_is_refused(client, ended):
    client.force_login(ended.mentor)

    assert client.get(url_of("farewell-certificate", ended.pair, "mentee")).status_code == 403
    assert client.get(url_of("farewell-certificate", ended.pair, "nobody")).status_code == 404


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", " ")])
def test_anybody_checks_a_code_and_reads_four_facts(client, ended, write):
    """R87: program, part, cycle and hours, and nothing else; an unknown code is said to be unknown."""
    code = code_of(ended.pair, Side.MENTEE)

    page = client.get(reverse("members:certificate-check"), {"code": write(code.printed_code)})

    assert [str(fact["value"]) for fact in page.context["facts"]] == [
        "Lantern Creek Learning Club",
        "Mentee",
        ended.pair.cycle.name,
        "2 hours",
    ]
    assert "Goldfinch" not in page.text
    assert "This certificate is genuine" in page.text


@pytest.mark.parametrize("code", ["K7Q2-M9XP-A4TB", "x" * 500, "'; drop", "\u202e\x00"])
def test_an_unknown_code_is_said_to_be_unknown(client, ended, code):
    page = client.get(reverse("members:certificate-check"), {"code": code})

    assert (page.status_code, "No certificate has this code." in page.text) == (200, True)


def test_codes_are_not_tried_out_by_the_thousand(client, ended):
    answers = {client.get(reverse("members:certificate-check"), {"code": "AAAA"}).status_code for _try in range(61)}

    assert answers == {200, 429}


def test_thanks_reach_the_mentor_and_nobody_else(client, ended, coordinator, outsider, committed):
    """R30: written if the mentee likes, read by nobody first; the mail has no words of it."""
    client.force_login(ended.mentee)
    mail.outbox.clear()

    committed(client.post, url_of("farewell-thanks", ended.pair), {"thanks": WORDS})
    committed(client.post, url_of("farewell-thanks", ended.pair), {"thanks": WORDS})

    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([ended.mentor.email], "Lantern Creek Learning Club thanks you")
    ]
    assert "weakness" not in mail.outbox[0].body
    for user, reads in ((ended.mentor, True), (ended.mentee, True), (coordinator, False)):
        client.force_login(user)
        assert (WORDS in client.get(url_of("farewell", ended.pair)).text) is reads


def test_the_public_page_counts_and_names_only_what_both_allowed(ended, coordinator):
    """R30, R71: both agree, the mentee's name and words only by its own consent; staff can hide it."""
    page = mentoring.mentor_profile(ended.pair.mentor)
    nothing = {"mentored": "", "thanks": []}
    year = ended.pair.started_on.year

    thank_mentor(ended.pair, by=ended.mentee, thanks=WORDS, is_public=True)
    agree_as_mentor(ended.pair, by=ended.mentor, agrees=True)
    assert recognition_of(page) == nothing
    agree_as_mentee(ended.pair, by=ended.mentee, agrees=True)
    unnamed = recognition_of(page)
    agree_as_mentee(ended.pair, by=ended.mentee, agrees=True, shows_mentee=True)
    named = recognition_of(page)
    hide_recognition(ended.pair, by=coordinator, is_hidden=True)
    hidden = recognition_of(page)
    hide_recognition(ended.pair, by=coordinator, is_hidden=False)
    agree_as_mentee(ended.pair, by=ended.mentee, agrees=False, shows_mentee=True)

    assert unnamed == {
        "mentored": f"Mentored 1 program since {year}",
        "thanks": [{"text": WORDS, "by": f"A program it mentored, {ended.pair.cycle}"}],
        "mentored_names": [],
    }
    assert (named["thanks"][0]["by"], named["mentored_names"]) == (
        f"Lantern Creek Learning Club, {ended.pair.cycle}",
        ["Lantern Creek Learning Club"],
    )
    assert hidden == recognition_of(page) == nothing
    assert not Recognition.objects.get().shows_mentee


def test_the_mentors_public_page_shows_it(client, ended):
    page = mentoring.mentor_profile(ended.pair.mentor)
    agree_as_mentor(ended.pair, by=ended.mentor, agrees=True)
    agree_as_mentee(ended.pair, by=ended.mentee, agrees=True)

    text = client.get(page.url).text

    assert f"Mentored 1 program since {ended.pair.started_on.year}" in text
    assert "Lantern Creek" not in text


def test_consent_is_each_sides_own(client, ended, outsider, coordinator):
    for person, act in (
        (ended.mentor, agree_as_mentee),
        (ended.mentee, agree_as_mentor),
        (outsider, agree_as_mentor),
        (coordinator, agree_as_mentee),
    ):
        with pytest.raises(NotAllowed):
            act(ended.pair, by=person, agrees=True)
    with pytest.raises(NotAllowed):
        thank_mentor(ended.pair, by=ended.mentor, thanks="Myself")
    client.force_login(ended.mentee)
    client.post(url_of("farewell-recognition", ended.pair), {"agrees": "on", "mentor_agreed_at": "2027-01-01"})

    recognition = Recognition.objects.get()
    assert (recognition.mentor_agreed_at, bool(recognition.mentee_agreed_at)) == (None, True)


def test_a_pair_that_did_not_fit_has_papers_and_no_recognition(client, paired, coordinator):
    end_unsuited_pair(paired.pair, by=coordinator)
    client.force_login(paired.mentee)

    page = client.get(url_of("farewell", paired.pair))

    assert (page.context["may_thank"], page.context["consent"], len(page.context["papers"])) == (False, "", 1)
    assert "Not a fit" not in page.text
    with pytest.raises(NotAllowed):
        thank_mentor(paired.pair, by=paired.mentee, thanks="Still")


def test_there_is_no_farewell_before_the_end(client, paired):
    client.force_login(paired.mentee)

    assert client.get(url_of("farewell", paired.pair)).url == url_of("pair-detail", paired.pair)
    for name, more in (("letter", ()), ("certificate", ("mentee",)), ("thanks", ()), ("recognition", ())):
        assert client.get(url_of(f"farewell-{name}", paired.pair, *more)).status_code == 403
    with pytest.raises(WrongState):
        agree_as_mentee(paired.pair, by=paired.mentee, agrees=True)
