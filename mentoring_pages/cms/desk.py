"""The group of staff screens in the CMS menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup

from mentoring_pages.permissions import can_assign_pair, can_read_results, can_view_meters

from .agreements import AgreementSignatureAdmin, AgreementTextAdmin
from .beginnings import FitCheckAdmin
from .concerns import ConcernAdmin
from .contacts import ContactAdmin, MeetingAdmin
from .endings import ClosureAdmin, EndingProposalAdmin
from .evaluations import EvaluationAdmin
from .joining import JoinRequestAdmin
from .journals import JournalNumbersAdmin, SharedJournalEntryAdmin, SharedPassageAdmin
from .pairs import MentoringPairAdmin
from .plans import ActionPlanAdmin
from .programs import ProgramAdmin, ProgramMembershipAdmin
from .referrals import ReferralAdmin
from .requests import MatchChoiceAdmin, MatchRequestAdmin
from .visits import SiteVisitAdmin


class BoardMenuItem(MenuItem):
    """The matching board; shown to those who make pairs."""

    def is_shown(self, request):
        return can_assign_pair(request.user)


class MetersMenuItem(MenuItem):
    """The list of pairs with their meters."""

    def is_shown(self, request):
        return can_view_meters(request.user)


class ResultsMenuItem(MenuItem):
    """Results of evaluations and reviews of cycles."""

    def is_shown(self, request):
        return can_read_results(request.user)


class MentoringDesk(ModelAdminGroup):
    """What coordinators work with, in the order of a season."""

    menu_label = _("Mentoring")
    menu_icon = "group"
    menu_order = 250
    items = (
        MatchRequestAdmin,
        MatchChoiceAdmin,
        MentoringPairAdmin,
        FitCheckAdmin,
        AgreementTextAdmin,
        AgreementSignatureAdmin,
        ActionPlanAdmin,
        MeetingAdmin,
        ContactAdmin,
        SiteVisitAdmin,
        EvaluationAdmin,
        EndingProposalAdmin,
        ClosureAdmin,
        SharedJournalEntryAdmin,
        SharedPassageAdmin,
        JournalNumbersAdmin,
        ProgramAdmin,
        ReferralAdmin,
        JoinRequestAdmin,
        ProgramMembershipAdmin,
        ConcernAdmin,
    )

    def get_submenu_items(self):
        board = BoardMenuItem(_("Matching board"), reverse("matching_board:board"), icon_name="group", order=0)
        meters = MetersMenuItem(_("Where pairs stand"), reverse("mentoring_meters:list"), icon_name="order", order=2)
        results = ResultsMenuItem(
            _("Results and reviews"), reverse("mentoring_results:cycles"), icon_name="form", order=900
        )
        return [board, meters, *super().get_submenu_items(), results]
