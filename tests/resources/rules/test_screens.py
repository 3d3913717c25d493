"""Staff compose content rules in the CMS, test them without effect, and read what they did. R3."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Workflow

from resources.cms.rules import ContentRuleAdmin, RuleRunAdmin
from resources.models import ContentRule, OutgoingMail, RuleMessage, RuleRun
from tests.factories import resources as make
from tests.factories.tree import site_root
from tests.pages import text_of

from .composing import form, rule

pytestmark = pytest.mark.django_db

RULES, RUNS = ContentRuleAdmin().url_helper, RuleRunAdmin().url_helper
MAIL = {"kind": "mail", "addresses": "kim@example.org"}


@pytest.fixture
def composer(editor):
    """An editor who may compose rules."""
    editor.user_permissions.add(Permission.objects.get(codename="manage_rules"))
    return type(editor).objects.get(pk=editor.pk)


def addresses(made):
    return [
        RULES.index_url,
        RULES.create_url,
        RULES.get_action_url("edit", made.pk),
        RULES.get_action_url("delete", made.pk),
        RULES.get_action_url("test", made.pk),
        RUNS.index_url,
    ]


def test_screens_are_for_those_with_the_permission(client, editor, outsider):
    urls = addresses(rule(MAIL))

    anonymous = [client.get(url).status_code for url in urls]
    client.force_login(outsider)
    others = [client.get(url)["Location"].startswith("/accounts/login/") for url in urls]
    client.force_login(editor)
    editors = [(client.get(url).status_code, client.post(url).status_code) for url in urls]

    assert anonymous == [302] * 6
    assert others == [True] * 6
    assert editors == [(403, 403)] * 6
    assert ContentRule.objects.exists()


def test_editor_composes_a_rule(client, composer):
    make.topic("Safety")
    collection = make.collection("New guides")
    client.force_login(composer)
    criteria = {
        "criteria-count": "1",
        "criteria-0-deleted": "",
        "criteria-0-order": "0",
        "criteria-0-type": "property",
        "criteria-0-id": "",
        "criteria-0-value-operator": "is",
        "criteria-0-value-values-count": "1",
        "criteria-0-value-values-0-deleted": "",
        "criteria-0-value-values-0-order": "0",
        "criteria-0-value-values-0-value": "topic:safety",
    }

    shown = client.get(RULES.create_url)
    steps = ({"addresses": "kim@example.org; lee@example.org"}, {"kind": "collect", "collection": collection.pk})
    type_label = "partnership_resources.ResourcePage"
    done = client.post(RULES.create_url, form(*steps, below=make.library().pk, page_type=type_label, **criteria))

    assert "Any page" in shown.content.decode()
    assert done.status_code == 302
    made = ContentRule.objects.get()
    assert (made.page_type, made.is_limited) == (type_label, True)
    assert made.criteria[0].value["values"][0] == "topic:safety"
    assert list(made.steps.values_list("kind", "addresses")) == [
        ("mail", "kim@example.org\nlee@example.org"),
        ("collect", ""),
    ]
    assert "Resource in Resource library" in text_of(client.get(RULES.index_url))


@pytest.mark.parametrize(
    ("steps", "values", "sentence"),
    [
        ([], {}, "Add at least one step"),
        ([{"kind": "mail"}], {}, "Choose a group or type addresses."),
        ([{"addresses": "kim@example.org, nonsense"}], {}, "“nonsense” is no e-mail address."),
        ([{"addresses": " ".join(f"a{n}@example.org" for n in range(21))}], {}, "At most 20 addresses."),
        ([{"kind": "notify"}], {}, "Choose the group that sees the message."),
        ([{"kind": "collect"}], {}, "Choose the collection."),
        ([{"kind": "submit"}], {}, "Choose the workflow."),
        ([{"kind": "submit", "workflow": "the workflow"}], {"event": "submitted"}, "is in a workflow already"),
        ([{"kind": "collect", "collection": "the collection"}], {"event": "expired"}, "Only a page that is published"),
        ([MAIL], {"name": ""}, "This field is required."),
        ([MAIL], {"page_type": "auth.User"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(client, composer, steps, values, sentence):
    keys = {
        "the workflow": Workflow.objects.create(name="Second look").pk,
        "the collection": make.collection("New guides").pk,
    }
    steps = [{name: keys.get(value, value) for name, value in step.items()} for step in steps]
    client.force_login(composer)

    refused = client.post(RULES.create_url, form(*steps, **values))

    assert refused.status_code == 200
    assert sentence in text_of(refused)
    assert not ContentRule.objects.exists()


def test_nobody_fills_a_collection_that_they_may_not_publish(client, composer):
    collection = make.collection("New guides")
    GroupPagePermission.objects.filter(group__in=composer.groups.all(), permission__codename="publish_page").delete()
    client.force_login(composer)

    refused = client.post(RULES.create_url, form({"kind": "collect", "collection": collection.pk}))

    assert "You may not publish this collection" in text_of(refused)
    assert not ContentRule.objects.exists()


def test_dry_test_tells_what_would_happen_and_does_nothing(client, composer):
    page = make.resource("Guide")
    make.restrict(page)
    group = Group.objects.create(name="Safety team")
    made = rule({"kind": "mail", "group": group, "addresses": "kim@example.org"}, {"kind": "notify", "group": group})
    client.force_login(composer)

    text = text_of(client.get(RULES.get_action_url("test", made.pk), {"page": page.pk}))

    assert "Send a mail to 0 people of the staff, and to 1 typed addresses." in text
    assert "Show a message to “Safety team”." in text
    assert "Staff would read: New on our site: Guide" in text
    assert "Typed addresses would read: New, not for everyone: a page of the type “Resource”" in text
    assert (OutgoingMail.objects.count(), RuleMessage.objects.count(), RuleRun.objects.count()) == (0, 0, 0)


def test_dry_test_names_each_reason(client, composer):
    make.topic("Safety")
    page = make.resource("Guide")
    made = rule(
        MAIL,
        page_type="partnership_resources.CollectionPage",
        below=make.library(title="Other", slug="other"),
        criteria=[["topic:safety"]],
        is_enabled=False,
    )
    client.force_login(composer)

    text = text_of(client.get(RULES.get_action_url("test", made.pk), {"page": page.pk}))

    assert "The rule is not in force." in text
    assert "It is not of the type “Collection”." in text
    assert "It does not lie in or below “Other”." in text
    assert "It does not meet: Topic: Safety" in text


def test_dry_test_is_for_pages_that_one_may_edit(client, composer):
    GroupPagePermission.objects.all().delete()
    composer.groups.first().permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(composer)
    url = RULES.get_action_url("test", rule(MAIL).pk)

    refused = text_of(client.get(url, {"page": make.resource("Hidden").pk}))

    assert "You may not edit this page" in refused
    assert client.get(url, {"page": "x"}).status_code == 200
    assert client.get(RULES.get_action_url("test", 999)).status_code == 404


def test_staff_read_what_rules_did(client, composer):
    RuleRun.objects.create(
        rule_name="Gone rule",
        page_key=999,
        page_title="Guide",
        event="updated",
        kind="mail",
        outcome="failed",
        sentence="The group is gone.",
        ran_at=timezone.now(),
    )
    client.force_login(composer)

    text = text_of(client.get(RUNS.index_url, {"outcome__exact": "failed"}))

    assert "Gone rule" in text
    assert "The group is gone." in text


def test_each_member_of_the_group_puts_a_message_away_for_themselves(client, editor, coordinator, superuser):
    page = make.resource("Guide")
    group = Group.objects.create(name="Safety team")
    editor.groups.add(group)
    superuser.groups.add(group)
    message = RuleMessage.objects.create(
        group=group, sentence="New on our site: Guide", page_key=page.pk, created_at=timezone.now()
    )
    url = reverse("partnership_rule_message_dismiss", args=[message.pk])

    client.force_login(coordinator)
    outside = (client.post(url).status_code, "New on our site" in text_of(client.get("/cms/")))
    client.force_login(editor)
    before = "New on our site: Guide" in text_of(client.get("/cms/"))
    reading = client.get(url).status_code
    client.post(url)
    after = "New on our site: Guide" in text_of(client.get("/cms/"))
    client.force_login(superuser)

    assert outside == (404, False)
    assert (before, reading, after) == (True, 405, False)
    assert "New on our site: Guide" in text_of(client.get("/cms/"))


def test_rule_reaches_the_editor_through_the_cms(client, composer, django_capture_on_commit_callbacks):
    """From the button "Publish" to the message, as an editor does it."""
    group = Group.objects.create(name="Safety team")
    composer.groups.add(group)
    rule({"kind": "notify", "group": group, "text": "Please check it."}, event="unpublished")
    page = make.resource("Guide", parent=make.library())
    client.force_login(composer)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert "Taken off our site: Guide Please check it." in text_of(client.get("/cms/"))
    assert site_root().live
