"""The group of staff screens in the CMS menu."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from .evaluations import EvaluationAdmin
from .journals import SharedJournalEntryAdmin
from .pairs import ActionPlanAdmin, ContactAdmin, MentoringPairAdmin
from .programs import ProgramAdmin, ProgramMembershipAdmin
from .requests import MatchRequestAdmin


class MentoringDesk(ModelAdminGroup):
    """What coordinators work with, in the order of a season."""

    menu_label = _("Mentoring")
    menu_icon = "group"
    menu_order = 250
    items = (
        MatchRequestAdmin,
        MentoringPairAdmin,
        ActionPlanAdmin,
        ContactAdmin,
        EvaluationAdmin,
        SharedJournalEntryAdmin,
        ProgramAdmin,
        ProgramMembershipAdmin,
    )
