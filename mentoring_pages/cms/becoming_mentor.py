"""The group of staff screens about people who become mentors."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from .applications import MentorApplicationAdmin, MentorBenchAdmin, RefereeAdmin
from .mentor_invitations import MentorInvitationAdmin, TrainingSessionAdmin


class BecomingMentorDesk(ModelAdminGroup):
    """From the application to the bench."""

    menu_label = _("Becoming a mentor")
    menu_icon = "user"
    menu_order = 255
    items = (MentorApplicationAdmin, RefereeAdmin, TrainingSessionAdmin, MentorBenchAdmin, MentorInvitationAdmin)
