"""What a pair did together, for its farewell page and its papers. Numbers and words of the plan; no journal (T4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.enums import GoalStatus
from mentoring_pages.models import Contact, Goal

VISIT = "site-visit"


@dataclass(frozen=True)
class Story:
    """`minutes` of all contacts that came about and were timed."""

    contact_count: int
    in_person_count: int
    visit_count: int
    minutes: int
    goals: tuple[str, ...]

    def lines(self):
        """One sentence a number; what is zero is left out."""
        lines = []
        if self.contact_count:
            lines.append(
                ngettext("You were in touch once.", "You were in touch %(count)d times.", self.contact_count)
                % {"count": self.contact_count}
            )
        if self.in_person_count:
            lines.append(
                ngettext("You met in person once.", "You met in person %(count)d times.", self.in_person_count)
                % {"count": self.in_person_count}
            )
        if self.visit_count:
            lines.append(
                ngettext(
                    "One of you visited the other's program once.",
                    "You visited each other's programs %(count)d times.",
                    self.visit_count,
                )
                % {"count": self.visit_count}
            )
        if self.minutes:
            lines.append(_("Together that makes %(hours)s.") % {"hours": hours_in_words(self.minutes)})
        return lines


def story_of(pair) -> Story:
    """Two queries."""
    made = list(Contact.objects.made().filter(pair=pair).values_list("minutes", "mode__is_face_to_face", "kind__slug"))
    goals = Goal.objects.filter(plan__pair=pair, status=GoalStatus.REACHED).values_list("text", flat=True)
    return Story(
        contact_count=len(made),
        in_person_count=sum(in_person for _minutes, in_person, _kind in made),
        visit_count=sum(kind == VISIT for _minutes, _in_person, kind in made),
        minutes=sum(minutes or 0 for minutes, _in_person, _kind in made),
        goals=tuple(goals),
    )


def hours_in_words(minutes):
    """ "12 hours", "1 hour", "half an hour"; whole hours and halves, as nobody times a call by the minute."""
    halves = round(minutes / 30)
    hours = halves // 2
    if halves <= 1:
        return _("half an hour")
    if halves % 2:
        return _("%(count)s and a half hours") % {"count": hours}
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
