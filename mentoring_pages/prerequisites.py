"""Whether an application meets the prerequisites of mentors, and what it still lacks (R5-R7, R32, R46, R47, R63)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.application_stages import PrerequisiteKind
from mentoring_pages.models import MentorApplicationSettings, Prerequisite


@dataclass(frozen=True)
class Standing:
    """One prerequisite and where the program stands in it. `years` is None unless it is about years."""

    prerequisite: Prerequisite
    is_met: bool
    text: str = ""
    years: int | None = None
    is_waived: bool = False


def grantee_years(facts, today) -> int | None:
    """Years since the program became a 21st CCLC grantee, by the calendar year that its facts tell.

    None: it is no grantee, or its facts do not say. Never below 0.
    """
    since = getattr(facts, "grantee_since", None)
    return None if since is None else max(today.year - since, 0)


def standings(application, today) -> list[Standing]:
    """Each prerequisite that is asked today, in its order. Two queries beside the program's facts."""
    answers = {answer.prerequisite_id: answer for answer in application.answers.all()}
    return [
        _standing(prerequisite, answers.get(prerequisite.pk), application, today)
        for prerequisite in Prerequisite.objects.active()
    ]


def _standing(prerequisite, answer, application, today):
    text = answer.text.strip() if answer else ""
    if prerequisite.kind == PrerequisiteKind.YEARS:
        years = grantee_years(application.program.facts, today)
        has_years = years is not None and years >= prerequisite.minimum_years
        is_waived = not has_years and bool(application.years_waived_reason)
        return Standing(prerequisite, has_years, text, years, is_waived)
    if prerequisite.kind == PrerequisiteKind.TEXT:
        return Standing(prerequisite, bool(text), text)
    return Standing(prerequisite, bool(answer and answer.is_confirmed), text)


def lacks_years(application, today) -> bool:
    """Whether a required number of years is neither there nor waived by staff with a reason (R46)."""
    return any(
        one.prerequisite.kind == PrerequisiteKind.YEARS
        and one.prerequisite.is_required
        and not one.is_met
        and not one.is_waived
        for one in standings(application, today)
    )


def missing(application, today) -> list[tuple[str, str]]:
    """(step of the form, sentence) of each thing that is missing before a draft can be sent in."""
    found = [*_missing_prerequisites(application, today)]
    topics = list(application.topics.all())
    if not topics:
        found.append(("expertise", _("Name at least one topic in which you can help.")))
    elif any(not topic.result.strip() for topic in topics):
        found.append(("expertise", _("Say for each topic what you reached.")))
    if not application.motivation.strip():
        found.append(("commitment", _("Say why you want to be a mentor.")))
    if not application.hours_a_month or not application.staff_committed.strip():
        found.append(("commitment", _("Say how many hours a month you have, and who will do it.")))
    wanted = MentorApplicationSettings.current().referee_count
    named = application.referees.counting().count()
    if named < wanted:
        text = ngettext("Name %(count)d referee.", "Name %(count)d referees.", wanted) % {"count": wanted}
        found.append(("referees", text))
    return found


def _missing_prerequisites(application, today):
    for one in standings(application, today):
        if one.is_met or not one.prerequisite.is_required:
            continue
        if one.prerequisite.kind != PrerequisiteKind.YEARS:
            yield "prerequisites", _("Not answered yet: %(asked)s") % {"asked": one.prerequisite.name}
        elif not one.text:
            # Fewer years are no bar: staff may accept them with a reason, and need to know why.
            yield (
                "prerequisites",
                _("Not met yet: %(asked)s. Say in a few words why you apply all the same.")
                % {"asked": one.prerequisite.name},
            )
