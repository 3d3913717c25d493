"""My program: what it tells about itself, who sees each fact, where its enrolment stands, and its people."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentoring_pages.enums import EnrolmentStatus
from mentoring_pages.facts import all_facts
from mentoring_pages.members import access
from mentoring_pages.members.acting import acting_program, own_programs
from mentoring_pages.members.home.situation import waiting_wishes
from mentoring_pages.members.shell import member_required, members_page, staff_texts
from mentoring_pages.models import FACTS, MenteeProfile
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_program

from .profile import fact_row, page_of, review_notice, who_sees
from .steps import missing_of

TEMPLATES = "mentoring_pages/members/programs"


@require_safe
@member_required
def program_detail(request, code=None):
    """One of the person's programs; without a code the one for which the person acts."""
    if code is None and not own_programs(request):
        context = {
            "view_title": _("My program"),
            "wishes": waiting_wishes(request.user),
            "email": staff_texts(request).contact_email,
        }
        return members_page(request, f"{TEMPLATES}/program_none.html", context, section="program")
    program = access.get_program_or_404(request.user, code) if code else acting_program(request)
    page = page_of(program)
    facts = page or MenteeProfile.objects.filter(program=program).first()
    missing = missing_of(program, facts)
    context = {
        "program": program,
        "page": None,
        "profile": page,
        "rows": [fact_row(fact, who_sees(facts)) for fact in all_facts(facts)] if facts else [],
        "missing": missing,
        "told": len(FACTS) - len(missing),
        "of": len(FACTS),
        "review": review_notice(page),
        "review_url": reverse("members:program-review", args=[program.code]) if page else "",
        "public_url": page.get_url(request) if page and page.live else "",
        "can_edit": can_edit_program(request.user, program),
        "edit_url": reverse("members:program-edit", args=[program.code]),
        "people": [
            {"name": name_of(membership.user), "role": membership.get_role_display()}
            for membership in program.memberships.filter(is_active=True).select_related("user")
        ],
        "people_url": reverse("members:people-list", args=[program.code]),
        "enrolment": _enrolment_notice(program),
        "view_title": program.name,
    }
    template = f"{TEMPLATES}/program_detail.html"
    return members_page(request, template, context, section="program", program=program)


def _enrolment_notice(program):
    """What stands at the top while the program is not enrolled; None: it is."""
    if program.status == EnrolmentStatus.APPLIED:
        text = _("A coordinator looks at your enrolment and writes to you. You can tell about your program meanwhile.")
        return {"title": _("Waits for a coordinator"), "text": text, "kind": "info"}
    if program.status == EnrolmentStatus.DECLINED:
        return {
            "title": _("Not enrolled"),
            "text": _("The reason: %(reason)s") % {"reason": program.decision_reason},
            "kind": "warning",
            "url": f"{reverse('members:program-enrol')}?again={program.code}",
            "label": _("Change and enrol again"),
        }
    if program.status == EnrolmentStatus.LEFT:
        text = _("The program takes no part any more. To come back, write to the coordinators.")
        return {"title": _("Left"), "text": text, "kind": "info"}
    return None
