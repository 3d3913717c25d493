"""What a pair's visits ask of one side, as candidates for the next step on the members' home. Values in, words out."""

import datetime

from django.utils.translation import gettext as _

from resources.dates_in_words import short_date

from .standing import VisitsToDo

# A missing visit is the next step only in the last weeks of the season; before, it stands on the pair's page.
DUE_WITHIN = datetime.timedelta(days=90)


def answer_visit(visits: VisitsToDo, pair_code, partner: str):
    """Somebody waits for an answer; {} if nobody does. Keys are those of `NextStep`."""
    if visits.to_answer is None:
        return {}
    return {
        "key": "answer-visit",
        "title": _("%(partner)s proposes a day for a site visit") % {"partner": partner},
        "text": _("Agree to it, or propose another day. It takes a minute."),
        "action_label": _("See the proposal"),
        "url_name": "members:visit-detail",
        "url_args": (pair_code, visits.to_answer),
    }


def record_visit(visits: VisitsToDo, pair_code, partner: str):
    """The agreed day has come; {} if none has."""
    if visits.to_record is None:
        return {}
    return {
        "key": "record-visit",
        "title": _("Was your site visit held?"),
        "text": _("Say so once, and it counts in your log of contacts."),
        "action_label": _("Yes, it was held"),
        "url_name": "members:visit-record",
        "url_args": (pair_code, visits.to_record),
    }


def describe_visit(visits: VisitsToDo, pair_code, partner: str):
    """A visit was held about which one's own side has written nothing; {} if there is none."""
    if visits.to_describe is None:
        return {}
    return {
        "key": "describe-visit",
        "title": _("Write what you saw on your site visit"),
        "text": _("A few words while it is fresh. Only your own program reads them until you share them."),
        "action_label": _("Write it down"),
        "url_name": "members:visit-observe",
        "url_args": (pair_code, visits.to_describe),
    }


def plan_visit(visits: VisitsToDo, pair_code, partner: str, *, ends_on: datetime.date, today: datetime.date):
    """A direction in which nothing is held or planned, late in the season; {} if there is none."""
    if not visits.missing or not ends_on - DUE_WITHIN <= today <= ends_on:
        return {}
    return {
        "key": "plan-visit",
        "title": _("Plan a site visit with %(partner)s") % {"partner": partner},
        "text": _("Each of you sees the other at work once. By video works too when nobody can travel."),
        "action_label": _("Propose a day"),
        "url_name": "members:visit-list",
        "url_args": (pair_code,),
        "due": _("By %(day)s") % {"day": short_date(ends_on)},
    }
