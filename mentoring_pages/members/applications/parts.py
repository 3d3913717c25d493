"""The four parts of an application's form: how each is shown, saved and read back."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import application_drafts as drafts
from mentoring_pages.application_stages import PrerequisiteKind
from mentoring_pages.models import MentorApplicationSettings
from mentoring_pages.prerequisites import missing, standings
from resources.models import Topic

from .forms import CommitmentForm, ExpertiseForm, PrerequisitesForm, RefereesForm, years_in_words

PARTS = ("prerequisites", "expertise", "commitment", "referees")


def part_labels():
    """{part: label}, the last page included."""
    return {
        "prerequisites": _("What mentors bring"),
        "expertise": _("What you can help with"),
        "commitment": _("Time and people"),
        "referees": _("Who knows your work"),
        "send": _("Check and send"),
    }


def part_url(part, application):
    """Where a part is written; "send" is the application's own page."""
    if part == "send":
        return reverse("members:application-detail", args=[application.code])
    return reverse("members:application-edit", args=[application.code, part])


def stepper(current, application):
    """Dicts for the shared component; a part without gaps is done."""
    gaps = {part for part, _text in missing(application, timezone.localdate())}
    found = []
    for part, label in part_labels().items():
        is_done = part != "send" and part not in gaps
        state = "current" if part == current else "done" if is_done else "todo"
        found.append({"label": label, "state": state, "url": part_url(part, application)})
    return found


def make_form(part, application, data=None):
    """The form of a part, filled with what is saved."""
    initial = {"version": drafts.version_of_part(application, part)}
    if part == "prerequisites":
        return PrerequisitesForm(
            data,
            standings=standings(application, timezone.localdate()),
            kept=drafts.answers_of(application),
            initial=initial,
        )
    if part == "expertise":
        return ExpertiseForm(data, kept=drafts.topics_of(application), initial=initial)
    if part == "commitment":
        return CommitmentForm(data, instance=application, initial=initial)
    wanted = MentorApplicationSettings.current().referee_count
    return RefereesForm(data, wanted=wanted, kept=drafts.referees_of(application), initial=initial)


def save_part(part, application, form, *, by):
    """Hand what the form holds to the action."""
    cleaned = form.cleaned_data
    version = cleaned["version"] or None
    if part == "prerequisites":
        drafts.save_prerequisites(application, by=by, answers=cleaned["answers"], version=version)
    elif part == "expertise":
        drafts.save_expertise(application, by=by, topics=cleaned["topics"], version=version)
    elif part == "commitment":
        values = {name: cleaned[name] for name in drafts.COMMITMENT_FIELDS}
        drafts.save_commitment(application, by=by, version=version, **values)
    else:
        drafts.save_referees(application, by=by, referees=cleaned["referees"], version=version)


def read_back(part, application):
    """What is saved in a part, as facts (label, value) for the shared component."""
    if part == "prerequisites":
        return [_standing_row(one) for one in standings(application, timezone.localdate())]
    if part == "expertise":
        names = dict(Topic.objects.filter(pk__in=application.topics.values("topic")).values_list("pk", "name"))
        return [
            {"label": names[topic], "value": result or _("No result yet")}
            for topic, result in drafts.topics_of(application)
        ]
    if part == "commitment":
        rows = [
            (_("Why you want to be a mentor"), application.motivation),
            (_("Hours a month"), application.hours_a_month or ""),
            (_("Who will do it"), application.staff_committed),
            (_("In your plans for the year"), application.planning_note),
            (_("Mentees at a time"), application.mentee_count),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]
    return [
        {"label": name, "values": [value for value in (email, relation) if value]}
        for name, email, relation in drafts.referees_of(application)
    ]


def _standing_row(one):
    prerequisite = one.prerequisite
    if prerequisite.kind == PrerequisiteKind.TEXT:
        values = [one.text or _("Not answered yet")]
    elif prerequisite.kind == PrerequisiteKind.YEARS:
        values = [years_in_words(one), one.text]
    else:
        values = [_("Confirmed") if one.is_met else _("Not confirmed"), one.text]
    return {"label": prerequisite.name, "values": [value for value in values if value]}
