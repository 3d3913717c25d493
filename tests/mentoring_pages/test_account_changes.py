"""Staff can't take over a member's account unnoticed: it would open the member's journal (T4)."""

import pytest
from django.core import mail
from django.urls import reverse

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-passphrase-7"


@pytest.fixture
def edit(client, superuser, mentee, django_capture_on_commit_callbacks):
    """Save the mentee's account in the CMS with other values."""
    client.force_login(superuser)

    def save(**values):
        kept = {"username": mentee.username, "email": mentee.email, "first_name": "M", "last_name": "N"}
        with django_capture_on_commit_callbacks(execute=True):
            address = reverse("wagtailusers_users:edit", args=[mentee.pk])
            answer = client.post(address, kept | {"is_active": "on"} | values)
        assert answer.status_code == 302
        return [(message.to, message.subject) for message in mail.outbox]

    return save


def test_another_address_is_told_to_the_old_one(edit, mentee):
    assert edit(email="elsewhere@example.org") == [([mentee.email], "Your account was changed by staff")]
    assert "another e-mail address" in mail.outbox[0].body


def test_another_name_is_nobodys_alarm(edit):
    assert edit(first_name="Maria") == []


def test_nobody_sets_another_persons_password_on_this_site(edit, mentee):
    assert edit(password1=PASSWORD, password2=PASSWORD) == []
    mentee.refresh_from_db()
    assert not mentee.check_password(PASSWORD)


def test_where_a_host_lets_staff_set_passwords_the_person_hears_of_it(edit, mentee, settings):
    settings.WAGTAILUSERS_PASSWORD_ENABLED = True

    assert edit(password1=PASSWORD, password2=PASSWORD) == [([mentee.email], "Your account was changed by staff")]
    assert "another password" in mail.outbox[0].body
    assert PASSWORD not in mail.outbox[0].body
