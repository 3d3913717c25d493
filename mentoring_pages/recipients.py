"""Whom staff may invite to gatherings: people of enrolled programs who are active and have an address (R35).

What a program is in the mentoring is only how staff choose; no mail says it.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from resources.registry import register_recipient_source

from .enums import OPEN_PAIR_STATUSES, EnrolmentStatus, MembershipRole


def register():
    """Hand the sources to the registry; called once when the app is ready."""
    register_recipient_source("directors", _("Directors of programs"), directors)
    register_recipient_source("mentors", _("People of mentor programs"), mentors)
    register_recipient_source("mentors-on-bench", _("Mentors on the bench"), mentors_on_bench)
    register_recipient_source("mentees", _("People of mentee programs in the running cycle"), mentees)


def directors(region_ids):
    """(name, e-mail, program) of each director of an enrolled program in the regions. One query."""
    return _people(region_ids, role=MembershipRole.DIRECTOR)


def mentors(region_ids):
    """(name, e-mail, program) of everyone in an enrolled program with a published mentor page. One query."""
    return _people(region_ids, program__mentor_page__live=True)


def mentors_on_bench(region_ids):
    """(name, e-mail, program) of everyone in a trained mentor's program that has no mentee (R101). One query."""
    from .models import MentorApplication

    return _people(region_ids, program__in=MentorApplication.objects.on_bench().values("program"))


def mentees(region_ids):
    """(name, e-mail, program) of everyone in a mentee's program of an open pair in the running cycle. Two queries."""
    from .models import MentoringCycle, MentoringPair

    cycle = MentoringCycle.objects.current()
    pairs = MentoringPair.objects.filter(cycle=cycle, status__in=OPEN_PAIR_STATUSES)
    return _people(region_ids, program__in=pairs.values("mentee")) if cycle else []


def _people(region_ids, **conditions):
    from .models import ProgramMembership

    rows = ProgramMembership.objects.filter(
        is_active=True, user__is_active=True, program__status=EnrolmentStatus.ENROLLED, **conditions
    ).exclude(user__email="")
    if region_ids:
        # The facts of a program with a mentor page are on that page, else on its mentee profile.
        rows = rows.filter(
            Q(program__mentor_page__region__in=region_ids)
            | Q(program__mentor_page=None, program__mentee_profile__region__in=region_ids)
        )
    rows = rows.select_related("user", "program").order_by("program__name", "pk")
    return [(row.user.get_full_name(), row.user.email, row.program.name) for row in rows]
