"""Certificates of attendance: who gets one, and what it says."""

import io

import pytest
from pypdf import PdfReader

from events.enums import RegistrationStatus
from events.guests import certificates
from events.guests.certificate_fonts import SCRIPTS, SERIF, drawable, font_for, registered
from events.guests.certificates import duration_in_words, pdf_of
from events.models import GatheringSettings, Registration
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


def url_of(registration):
    return f"{registration.gathering.url}registration/{registration.code}/certificate/"


def texts(response):
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]


def test_a_guest_who_came_gets_the_certificate_by_the_secret_link(past_talk, client):
    ada = past_talk.registrations.get(name="Ada Ash")

    answer = client.get(url_of(ada))

    (text,) = texts(answer)
    assert [
        part in text
        for part in ("Certificate of attendance", "Ada Ash", "Sparrow Hill", "Past talk", "3 hours", "Goldfinch Bridge")
    ] == [True] * 6
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == f'attachment; filename="certificate-{past_talk.slug}.pdf"'


def test_the_guests_own_page_leads_to_certificate_and_questions_afterwards(past_talk, client):
    """R88: the link of the first mail is enough; the mail of thanks may be lost."""
    guest = RegistrationFactory(gathering=past_talk, status=RegistrationStatus.ATTENDED)
    stayed_away = RegistrationFactory(gathering=past_talk, status=RegistrationStatus.CANCELLED)
    own = f"{past_talk.url}registration/{guest.code}/"

    shown = client.get(own).content.decode()
    other = client.get(f"{past_talk.url}registration/{stayed_away.code}/").content.decode()

    assert f'href="{own}certificate/"' in shown
    assert f'href="{own}feedback/"' in shown
    assert "certificate/" not in other
    assert "feedback/" not in other


def test_staffs_own_words_and_signature_stand_on_it(past_talk, client):
    settings = GatheringSettings.of(past_talk)
    settings.certificate_text, settings.signature_name = "completed three hours of training:", "Dr. Maria Gonzalez"
    settings.save()

    (text,) = texts(client.get(url_of(past_talk.registrations.get(name="Ada Ash"))))

    assert "completed three hours of training:" in text
    assert "Dr. Maria Gonzalez" in text
    assert "took part" not in text


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        (-1, RegistrationStatus.GOING, "Guests who were marked as present have a certificate."),
        (-1, RegistrationStatus.CANCELLED, "Guests who were marked as present have a certificate."),
        (0, RegistrationStatus.ATTENDED, "once the gathering is over"),
    ],
)
def test_others_read_why_there_is_none(days, status, said, calendar, client):
    registration = RegistrationFactory(gathering=gathering(calendar, days=days), status=status)

    answer = client.get(url_of(registration))

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert said in answer.text
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", ["certificate", "feedback"])
def test_an_unknown_code_or_that_of_another_gathering_is_not_found(page, past_talk, talk, client):
    ada = past_talk.registrations.get(name="Ada Ash")

    for url in (
        f"{talk.url}registration/{ada.code}/{page}/",
        f"{past_talk.url}registration/00000000-0000-0000-0000-000000000000/{page}/",
        f"{past_talk.url}registration/x/{page}/",
    ):
        assert client.get(url).status_code == 404


def test_a_certificate_is_only_read(past_talk, client):
    assert client.post(url_of(past_talk.registrations.get(name="Ada Ash"))).status_code == 405


def test_without_the_package_a_clear_sentence_stands_there(past_talk, runner, client, monkeypatch):
    monkeypatch.setattr(certificates, "find_spec", lambda name: None)
    guest = client.get(url_of(past_talk.registrations.get(name="Ada Ash")))
    client.force_login(runner)
    staff = client.get(f"/cms/gathering-desk/{past_talk.pk}/certificates/", follow=True)

    assert (guest.status_code, "Please ask the contact for yours." in guest.text) == (503, True)
    assert (staff.status_code, "which is not installed on this site" in staff.text) == (200, True)


def test_staff_get_all_in_one_file_by_name(past_talk, runner, client):
    client.force_login(runner)

    pages = texts(client.get(f"/cms/gathering-desk/{past_talk.pk}/certificates/"))

    assert ["Ada Ash" in pages[0], "Ben Birch" in pages[1], len(pages)] == [True, True, 2]


@pytest.mark.parametrize("gone", [True, False])
def test_staff_read_why_there_is_nothing_to_download(gone, talk, past_talk, runner, client):
    Registration.objects.update(status=RegistrationStatus.GOING)
    client.force_login(runner)
    page, said = (past_talk, "Nobody is marked as present") if gone else (talk, "once the gathering is over")

    answer = client.get(f"/cms/gathering-desk/{page.pk}/certificates/", follow=True)

    assert said in answer.text


def sample(name):
    return certificates.Certificate(name, "", "took part", "Talk", "Thu 8 Oct 2026", "", "Online", "", "Site", "")


@pytest.mark.parametrize("name", ["Nguyễn Thị Hồng", "Żółw Łęcki", "José Ñúñez", "Ọlá Ẹ̀gbẹ́", "Анна Ёлкина", "Ελένη"])
def test_names_with_accents_and_other_alphabets_are_written_in_full(name):
    text = PdfReader(io.BytesIO(pdf_of([sample(name)]))).pages[0].extract_text()

    assert drawable(name) in text


@pytest.mark.parametrize("name", ["محمد عبد الله", "דוד לוי", "Արամ", "გიორგი"])
def test_every_letter_of_other_scripts_is_in_the_embedded_font(name):
    drawn = drawable(name)
    font = font_for(drawn)

    assert font == SCRIPTS
    assert {ord(letter) for letter in drawn if letter != " "} <= registered()[font]


def test_fonts_are_embedded(past_talk):
    reader = PdfReader(io.BytesIO(pdf_of([sample("Nguyễn"), sample("محمد")])))

    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    used = {str(font["/BaseFont"]) for font in fonts if "/FontDescriptor" in font}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts if "/FontDescriptor" in font)
    assert any("Scripts" in name for name in used)
    assert font_for("Ada") == SERIF


@pytest.mark.parametrize("name", ["", "x" * 120, "<b>Ada</b> & Co", "\u202eadA", "🎉 Ada", "a\nb"])
def test_no_name_breaks_the_file(name):
    assert len(PdfReader(io.BytesIO(pdf_of([sample(name)]))).pages) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hours": 3}, "3 hours"),
        ({"hours": 1.5}, "1 hour 30 minutes"),
        ({"hours": 0.75}, "45 minutes"),
        ({"hours": 30}, ""),
        ({"is_all_day": True}, ""),
        ({"ends_at": None}, ""),
    ],
)
def test_hours_are_named_where_they_are_known(values, words, calendar):
    assert duration_in_words(gathering(calendar, **values)) == words


def test_the_same_guest_gets_the_same_file(past_talk):
    assert pdf_of([sample("Ada")]) == pdf_of([sample("Ada")])
