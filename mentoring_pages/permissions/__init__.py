"""Who may see and do what in mentoring. Every `can_view_...` and `can_read_...` has a twin on its model's QuerySet.

Not visible is 404, visible but not allowed is 403. Someone whose membership ended is nobody here, at once.
"""

from .agreements import (
    can_keep_agreement_text,
    can_view_agreement,
    signing_side,
)
from .applications import (
    can_apply_as_mentor,
    can_take_step,
    can_view_application,
    may_take,
)
from .endings import (
    can_close_pair,
    can_have_mentoring_certificate,
    ending_parties,
    ending_state,
    is_step_open,
    may_take_ending_step,
)
from .evaluations import (
    can_answer_evaluation,
    can_view_evaluation,
)
from .journals import (
    can_edit_journal_entry,
    can_read_journal_entry,
    can_write_journal,
)
from .pairs import (
    can_answer_fit,
    can_arrange_meeting,
    can_assign_pair,
    can_edit_contact,
    can_edit_plan,
    can_log_contact,
    can_view_contact,
    can_view_fit_check,
    can_view_pair,
    pair_side,
)
from .programs import (
    belongs_to,
    can_decide_enrolment,
    can_edit_program,
    can_manage_people,
    can_moderate_profile,
    can_offer_to_host,
    can_pause_mentor,
    can_work_referrals,
    directs,
)
from .reading import (
    can_bookmark_mentor,
    can_edit_bookmark,
    can_edit_reading_list,
    can_keep_resource,
    can_share_reading_list,
    can_view_reading_list,
)
from .requests import (
    can_answer_choice,
    can_edit_request,
    can_read_decline_reason,
    can_view_request,
    can_withdraw_request,
    is_move_open,
    may_move,
    request_parties,
)

__all__ = [
    "belongs_to",
    "can_answer_choice",
    "can_answer_evaluation",
    "can_answer_fit",
    "can_apply_as_mentor",
    "can_arrange_meeting",
    "can_assign_pair",
    "can_bookmark_mentor",
    "can_close_pair",
    "can_decide_enrolment",
    "can_edit_bookmark",
    "can_edit_contact",
    "can_edit_journal_entry",
    "can_edit_plan",
    "can_edit_program",
    "can_edit_reading_list",
    "can_edit_request",
    "can_keep_agreement_text",
    "can_have_mentoring_certificate",
    "can_keep_resource",
    "can_log_contact",
    "can_manage_people",
    "can_moderate_profile",
    "can_offer_to_host",
    "can_pause_mentor",
    "can_read_decline_reason",
    "can_read_journal_entry",
    "can_share_reading_list",
    "can_take_step",
    "can_view_agreement",
    "can_view_application",
    "can_view_contact",
    "can_view_evaluation",
    "can_view_fit_check",
    "can_view_pair",
    "can_view_reading_list",
    "can_view_request",
    "can_withdraw_request",
    "can_work_referrals",
    "can_write_journal",
    "directs",
    "ending_parties",
    "ending_state",
    "is_move_open",
    "is_step_open",
    "may_move",
    "may_take",
    "may_take_ending_step",
    "pair_side",
    "request_parties",
    "signing_side",
]
