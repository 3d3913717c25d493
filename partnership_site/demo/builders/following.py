"""Lists that people get by e-mail, and two content rules of the editors."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.http import QueryDict
from django.utils import timezone

from resources.actions.alerts import filter_for
from resources.enums import AlertPeriod, RuleActionKind, RuleEvent
from resources.library.queries import LibraryQuery
from resources.models import AlertSubscription, ContentRule, ResourcePage, RuleStep

# (query string of the list, address, how often, whether it was confirmed)
LISTS = (
    ("", "reader@example.org", AlertPeriod.WEEKLY, True),
    ("", "library@example.org", AlertPeriod.DAILY, True),
    ("q=mentoring", "reader@example.org", AlertPeriod.DAILY, True),
    ("kind=form", "new-reader@example.org", AlertPeriod.WEEKLY, False),
)
CHANGED = "Mentoring plan form"


def build_following(demo):
    """Needs the library and the groups."""
    now = timezone.now()
    for query, email, period, is_confirmed in LISTS:
        AlertSubscription.objects.create(
            filter=filter_for(demo.pages["library"], LibraryQuery.read(QueryDict(query))),
            email=email,
            period=period,
            asked_at=now - timedelta(days=2),
            confirmed_at=now - timedelta(days=2) if is_confirmed else None,
            told_until=now if is_confirmed else None,
        )
    editors = Group.objects.filter(user=demo.editor).first()
    if editors is None:
        return
    _rule(
        editors,
        name="Updated resources: tell us",
        event=RuleEvent.UPDATED,
        page_type=ResourcePage._meta.label,
        text="Is the note on what changed still right?",
    )
    _rule(editors, name="Pages that reach their last day", event=RuleEvent.EXPIRED)
    demo.resources[CHANGED].get_latest_revision_as_object().save_revision(user=demo.editor).publish()


def _rule(group, *, text="", **values):
    rule = ContentRule(**values)
    rule.steps = [RuleStep(kind=RuleActionKind.NOTIFY, group=group, text=text, sort_order=0)]
    rule.save()
