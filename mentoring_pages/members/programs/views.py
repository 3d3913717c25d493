"""My program: what it tells about itself, who sees each fact, and changing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.errors import ChangedMeanwhile, TransitionError
from mentoring_pages.actions.programs import save_mentee_profile, submit_mentor_page, version_of_profile
from mentoring_pages.enums import Visibility
from mentoring_pages.facts import all_facts
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import MenteeProfile, MentorProfilePage, Program
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_program

from .forms import MenteeProfileForm, MentorPageForm

AUDIENCE_BADGES = {Visibility.PUBLIC: "ok", Visibility.MEMBERS: "info", Visibility.STAFF: "rose"}


@require_safe
@member_required
def program_detail(request, code=None):
    """One of the person's programs; without a code the first by name."""
    programs = list(Program.objects.of_user(request.user))
    if code is None and not programs:
        context = {"view_title": _("My program")}
        return members_page(request, "mentoring_pages/members/programs/program_none.html", context, section="program")
    program = access.get_program_or_404(request.user, code) if code else programs[0]
    page = MentorProfilePage.objects.filter(program=program).first()
    facts = page or MenteeProfile.objects.filter(program=program).first()
    rows = [_fact_row(fact) for fact in all_facts(facts)] if facts else []
    context = {
        "program": program,
        "page": None,
        "profile": page,
        "rows": rows,
        "missing": [row["label"] for row in rows if not row["values"]],
        "waits_for_review": bool(page and page.has_unpublished_changes),
        "public_url": page.get_url(request) if page and page.live else "",
        "can_edit": can_edit_program(request.user, program),
        "edit_url": reverse("members:program-edit", args=[program.code]),
        "people": [
            {"name": name_of(membership.user), "role": membership.get_role_display()}
            for membership in program.memberships.filter(is_active=True).select_related("user")
        ],
        "tabs": [
            {
                "title": one.name,
                "url": reverse("members:program-detail", args=[one.code]),
                "is_current": one == program,
            }
            for one in programs
        ]
        if len(programs) > 1
        else [],
        "view_title": program.name,
    }
    return members_page(request, "mentoring_pages/members/programs/program_detail.html", context, section="program")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def program_edit(request, code):
    """Change the facts. Those of a mentor's page wait for review; those of a mentee's profile count at once."""
    program = access.get_program_or_404(request.user, code)
    if not can_edit_program(request.user, program):
        raise PermissionDenied
    page = MentorProfilePage.objects.filter(program=program).first()
    form = _form(request, program, page)
    conflict, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save(request, program, page, form)
            except ChangedMeanwhile as refusal:
                conflict, status = refusal.message, 409
                form.data = form.data.copy()
                form.data["version"] = version_of_profile(page or _profile(program))
            except TransitionError as refusal:
                messages.error(request, refusal.message)
                return redirect("members:program-detail", program.code)
            else:
                messages.success(request, _saved_in_words(page))
                return redirect("members:program-detail", program.code)
    context = {
        "program": program,
        "form": form,
        "fieldsets": form.fieldsets(),
        "is_mentor": page is not None,
        "conflict": conflict,
        "saved_rows": [_fact_row(fact) for fact in all_facts(_newest(page) or _profile(program))] if conflict else [],
        "submit_label": _("Send for review") if page else _("Save"),
        "cancel_url": reverse("members:program-detail", args=[program.code]),
        "view_title": _("What %(program)s tells about itself") % {"program": program},
    }
    return members_page(
        request, "mentoring_pages/members/programs/program_edit.html", context, section="program", status=status
    )


def _form(request, program, page):
    data = request.POST if request.method == "POST" else None
    instance = _newest(page) or _profile(program)
    form_class = MentorPageForm if page else MenteeProfileForm
    return form_class(data, instance=instance, initial={"version": version_of_profile(page or instance)})


def _save(request, program, page, form):
    def change(row):
        for name in form.Meta.fields:
            value = form.cleaned_data[name]
            setattr(row, name, list(value) if row._meta.get_field(name).many_to_many else value)

    version = form.cleaned_data["version"] or None
    if page:
        submit_mentor_page(page, change, by=request.user, version=version)
    else:
        save_mentee_profile(program, change, by=request.user, version=version)


def _saved_in_words(page):
    if page:
        return _("Thank you. Your changes wait for a coordinator to look at them; the page stays as it is until then.")
    return _("Saved. Mentors that you ask read it from now on.")


def _profile(program):
    return MenteeProfile.objects.filter(program=program).first() or MenteeProfile(program=program)


def _newest(page):
    return page.get_latest_revision_as_object() if page else None


def _fact_row(fact):
    return {
        "label": f"{fact.number}. {fact.label}",
        "value": fact.value,
        "values": list(fact.values) or [line for line in fact.value.split("\n") if line],
        "audience": Visibility(fact.visibility).label,
        "audience_kind": AUDIENCE_BADGES[Visibility(fact.visibility)],
    }
