"""What the page of one visit shows to one person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring_pages.enums import GoalStatus, Side, VisitPurpose, VisitStatus, other_side
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.visit_access import observations_of
from mentoring_pages.models import Goal, VisitObservation
from mentoring_pages.permissions import (
    can_add_idea,
    can_answer_visit,
    can_change_visit,
    can_observe_visit,
    can_record_visit,
    pair_side,
)
from mentoring_pages.travel import travel_of
from resources.dates_in_words import short_date, when_in_words

from .forms import IdeaForm
from .standing import BADGES, state_of, title_of


def detail_of(user, visit, idea_form=None):
    """The context of visit_detail.html. Staff read dates, never what was written."""
    pair, side = visit.pair, pair_side(user, visit.pair)
    can_note = can_observe_visit(user, visit)
    url = _urls(visit)
    return {
        "visit": visit,
        "view_title": title_of(pair, visit.host, side),
        "pair_line": pair_line(pair),
        "badge_label": visit.get_status_display(),
        "badge_kind": BADGES[VisitStatus(visit.status)],
        # Of a held one the facts below say the same.
        "lead": "" if visit.is_held else state_of(visit, side),
        "facts": _facts(visit),
        "agree_url": url["visit-agree"] if can_answer_visit(user, visit) else "",
        "change_url": url["visit-change"] if can_change_visit(user, visit) else "",
        "record_url": url["visit-record"] if can_record_visit(user, visit) else "",
        "call_off_url": url["visit-call-off"] if can_record_visit(user, visit) else "",
        "notes": _notes(user, visit, side, url, can_note) if side else [],
        "is_staff": side is None,
        "ideas": _ideas(visit, side, can_add_idea(user, visit)) if side else [],
        # A refused form stays, whatever the reason: what was typed is in it.
        "idea_form": idea_form or (IdeaForm() if can_add_idea(user, visit) else None),
        "idea_url": url["idea-create"],
        "goals": _goals(pair) if can_add_idea(user, visit) else [],
        "plan_url": reverse("members:plan-detail", args=[pair.code]),
        "list_url": reverse("members:visit-list", args=[pair.code]),
    }


def lines_of(observation):
    """What was written, by purpose, for the component `facts`; empty ones are left out."""
    labels = {**dict(VisitPurpose.choices), "people_met": _("People we met")}
    return [
        {"label": labels[name], "value": getattr(observation, name)}
        for name in VisitObservation.TEXTS
        if getattr(observation, name).strip()
    ]


def _urls(visit):
    names = (
        "visit-agree",
        "visit-change",
        "visit-record",
        "visit-call-off",
        "visit-observe",
        "visit-share",
        "visit-take-back",
        "idea-create",
    )
    return {name: reverse(f"members:{name}", args=[visit.pair.code, visit.code]) for name in names}


def _facts(visit):
    facts = [
        {"label": _("When"), "value": when_in_words(visit.starts_at)},
        {"label": _("How"), "value": _("By video") if visit.is_remote else _("In person, at the site")},
    ]
    if visit.place:
        facts.append({"label": _("Where"), "value": visit.place})
    if visit.is_held:
        facts[0] = {"label": _("Held on"), "value": short_date(visit.held_on)}
        if visit.contact:
            facts[1] = {"label": _("Counts as"), "value": visit.contact.mode}
    elif not visit.is_remote:
        travel = travel_of(visit.pair)
        if travel:
            facts.append({"label": _("The way"), "value": travel.sentence, "note": travel.basis})
    return facts


def _notes(user, visit, side, url, can_note):
    """Own notes first, with what may be done with them; the other side's once they are shared."""
    found = observations_of(user, visit)
    own, theirs = found.get(side), found.get(other_side(side))
    is_empty = own is None or own.is_empty
    return [
        {
            "title": _("What you saw"),
            "lines": [] if is_empty else lines_of(own),
            "empty": _("Nothing is written yet. Only people of your own program read it until you share it."),
            "edit_url": url["visit-observe"] if can_note else "",
            "edit_label": _("Write what you see") if is_empty else _("Go on writing"),
            "share_url": url["visit-share"] if can_note and not is_empty and own.shared_at is None else "",
            "take_back_url": url["visit-take-back"] if can_note and own and own.shared_at else "",
            "reader": _("%(program)s reads this: you shared it.") % {"program": visit.pair.partner_of(side)}
            if own and own.shared_at
            else _("Only people of your own program read this."),
        },
        {
            "title": _("What %(program)s saw") % {"program": visit.pair.partner_of(side)},
            "lines": lines_of(theirs) if theirs else [],
            "empty": _("They have not shared anything about this visit yet."),
            "reader": "",
        },
    ]


def _ideas(visit, side, may):
    names = {Side.MENTOR: visit.pair.mentor, Side.MENTEE: visit.pair.mentee}
    return [
        {
            "text": idea.text,
            "who": names[Side(idea.side)],
            "is_step": idea.step_id is not None,
            "is_own": idea.side == side,
            "remove_url": reverse("members:idea-remove", args=[visit.pair.code, visit.code, idea.code])
            if may and idea.side == side
            else "",
            "plan_url": reverse("members:idea-to-plan", args=[visit.pair.code, visit.code, idea.code])
            if may and idea.step_id is None
            else "",
        }
        for idea in visit.ideas.all()
    ]


def _goals(pair):
    return list(Goal.objects.filter(plan__pair=pair, status=GoalStatus.OPEN))
