"""What setting up gives the site itself, and one sign-in for everybody."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Site

from partnership_site.models import SiteSettings
from tests.factories.mentoring import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_up(db):
    call_command("partnership_setup", verbosity=0)


def test_the_site_gets_the_name_of_the_partnership(set_up):
    assert Site.objects.get().site_name == "Illinois After-School Partnership"


def test_an_editor_changes_menus_footer_and_notice_in_the_settings(set_up, client):
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name="Communications editors"))
    client.force_login(editor)
    site = Site.objects.get()
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    menus = {
        f"{menu}-{name}": value for menu in ("main_menu_items", "footer_menu_items") for name, value in empty.items()
    }

    client.post(
        reverse("wagtailsettings:edit", args=["partnership_site", "sitesettings", site.pk]),
        {"strapline": "Together", "notice_kind": "info", "contact_email": "hello@example.org", "footer_text": "null"}
        | {"notice_text": "null", "notice_is_shown": "on"}
        | menus,
    )

    assert list(SiteSettings.objects.values_list("strapline", "contact_email", "notice_is_shown")) == [
        ("Together", "hello@example.org", True)
    ]


def test_the_cms_has_no_sign_in_of_its_own(client):
    """A second one would be a second place to guess passwords at."""
    answer = client.get("/cms/login/?next=/cms/pages/")

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/cms/pages/")


def test_a_link_does_not_sign_staff_out(client):
    """Wagtail answers 405 and yet deletes the cookie."""
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "partnership-demo"))

    answer = client.get("/cms/logout/")

    assert answer.status_code == 405
    assert not answer.cookies
    assert client.get("/cms/").status_code == 200


def test_staff_sign_out_by_a_button(client):
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "partnership-demo"))

    client.post("/cms/logout/")

    assert client.get("/cms/").status_code == 302
