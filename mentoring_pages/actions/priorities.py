"""The priority that a coordinator gives a program (R4)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from mentoring_pages.actions.errors import NotAllowed, TransitionError
from mentoring_pages.actions.history import note_program
from mentoring_pages.enums import OPEN_REQUEST_STATUSES, ProgramAct
from mentoring_pages.models import MatchRequest, MentoringSettings, Program
from mentoring_pages.permissions import can_decide_enrolment
from mentoring_pages.tiers import Tier, TierRules, tier_of


class ReasonMissing(TransitionError):
    """A set priority without a reason."""

    message = gettext_lazy("Say why. Only staff read it.")


def tier_rules() -> TierRules:
    """How long programs and directors count as new, as staff set it for the default site. Two queries at most."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return TierRules()
    # Read without making the row: asking for a tier changes nothing.
    found = MentoringSettings.objects.filter(site=site).first() or MentoringSettings()
    return TierRules(found.new_program_months, found.new_director_months)


def tier_of_request(match_request: MatchRequest) -> Tier:
    """The tier that a request takes along when it is sent: what counts for its program today, with its needs."""
    needs = match_request.needs.count()
    return tier_of(match_request.program, timezone.localdate(), needs_count=needs, rules=tier_rules())


@transaction.atomic
def set_priority(program: Program, tier: int | None, *, by: Any, reason: str) -> Program:
    """Set the tier, with a reason that only staff read; None: worked out from the dates again. Open requests follow.

    Raises NotAllowed, ReasonMissing.
    """
    if not can_decide_enrolment(by):
        raise NotAllowed
    if tier and not reason.strip():
        raise ReasonMissing
    program = Program.objects.select_for_update().get(pk=program.pk)
    program.priority_tier = tier or None
    program.priority_reason = reason.strip() if tier else ""
    program.priority_set_by, program.priority_set_at = (by, timezone.now()) if tier else (None, None)
    program.save(update_fields=["priority_tier", "priority_reason", "priority_set_by", "priority_set_at"])
    note_program(program, ProgramAct.PRIORITY_SET if tier else ProgramAct.PRIORITY_CLEARED, by=by)
    for match_request in program.match_requests.filter(status__in=OPEN_REQUEST_STATUSES).exclude(sent_at=None):
        match_request.program = program
        MatchRequest.objects.filter(pk=match_request.pk).update(priority_tier=tier_of_request(match_request).value)
    return program


def tier_in_words(tier: Tier) -> str:
    """ "2: new program director (from the dates)", for lists of staff."""
    if tier.value is None:
        return _("none")
    words = _("%(tier)s (set)") if tier.is_set else _("%(tier)s (from the dates)")
    return words % {"tier": tier.value.label}
