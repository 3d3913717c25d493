"""After the end nothing of a pair can be changed, by whichever form: every address of the table is posted to (T3)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from mentoring_pages.actions.pairs import close_pair
from tests.factories import mentoring
from tests.test_access_matrix import MATRIX, make_addresses

# What is still one's own: journals, evaluations, thanks and consent; a reading list is its owner's.
STILL_OPEN = ("journal-", "evaluation-", "farewell", "reading-")
# 409: the form says that the pair has ended and keeps what was typed. 422: it was refused for other reasons first.
REFUSALS = (302, 403, 404, 405, 409, 422)


@pytest.fixture
def closed(paired, coordinator):
    """The addresses of the table, after its pair has ended."""
    addresses = make_addresses(paired)
    close_pair(
        paired.pair,
        by=coordinator,
        reason=mentoring.ClosureReasonFactory(),
        method="letter",
        ended_on=timezone.localdate(),
    )
    return addresses


def _of_pair(paired, url):
    return f"/pairs/{paired.pair.code}/" in url


def _rows(pair):
    """What hangs on the pair: (table, rows as they are)."""
    found = {"pair": list(type(pair).objects.filter(pk=pair.pk).values())}
    for model in apps.get_app_config("mentoring_pages").get_models():
        for field in model._meta.fields:
            if field.is_relation and field.related_model is type(pair):
                found[model._meta.label] = sorted(map(str, model.objects.filter(**{field.name: pair}).values()))
    return found


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_nothing_of_an_ended_pair_can_be_changed(client, persona, paired, closed, who):
    """R87: also by a form that was open when the pair ended."""
    client.force_login(persona(who))
    before = _rows(paired.pair)
    answers = {}

    for name in MATRIX:
        if _of_pair(paired, closed[name]) and not name.startswith(STILL_OPEN):
            answers[name] = client.post(closed[name], {"confirm": "1"}).status_code

    assert len(answers) >= 12
    assert {name: status for name, status in answers.items() if status not in REFUSALS} == {}
    assert _rows(paired.pair) == before


def test_a_contact_typed_while_the_pair_was_ended_is_refused_in_words(client, paired, closed):
    """Bad input: closing while a contact form is open."""
    client.force_login(paired.mentee)

    answer = client.post(closed["contact-create"], {"happened_on": (timezone.localdate() - timedelta(1)).isoformat()})

    assert answer.status_code == 409


def test_ones_own_journal_stays_ones_own(client, paired, closed):
    client.force_login(paired.mentee)

    assert client.get(closed["journal-create"]).status_code == 200
    assert client.get(closed["journal-edit of only_me"]).status_code == 200
