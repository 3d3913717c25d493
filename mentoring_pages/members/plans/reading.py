"""Resources of the library for the plan: found by words or by the plan's topics, attached to it or to one goal."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mentoring_pages.actions.plan_resources import attach_resource, remove_resource
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.plans.standing import attached_of
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import ActionPlan, Goal, ReadingItem
from mentoring_pages.permissions import can_edit_plan
from resources.models import ResourcePage
from resources.rows import resource_row
from resources.searching import read_search_text

SHOWN = 12


class AttachForm(forms.Form):
    """To which goal; empty for the plan as a whole."""

    goal = forms.IntegerField(label=gettext_lazy("For"), required=False, min_value=1, max_value=2**62)


@require_safe
@member_required
def plan_resources(request, pair_code):
    """What is attached; below it what could be: found by words, else about the goals' topics and from reading lists."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_edit_plan(request.user, pair):
        raise PermissionDenied
    plan = ActionPlan.objects.filter(pair=pair).first()
    goals = list(Goal.objects.filter(plan=plan)) if plan else []
    attached = attached_of(plan, request)
    names = {goal.pk: goal.text for goal in goals}
    search = read_search_text(request.GET.get("q"))
    found = _found(search) if search else _suggested(request.user, goals)
    context = {
        "pair_line": pair_line(pair),
        "view_title": _("Resources for the plan"),
        "attached": [{**line, "goal": names.get(goal_pk, "")} for goal_pk, lines in attached.items() for line in lines],
        "goals": goals,
        "search": search,
        "found": [{"pk": page.pk, "row": resource_row(page, request)} for page in found],
    }
    template = "mentoring_pages/members/plans/plan_resources.html"
    return members_page(request, template, context, section="plan", pair=pair)


@require_POST
@member_required
def plan_attach(request, pair_code, resource_pk):
    """Attach a public resource."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_edit_plan(request.user, pair):
        raise PermissionDenied
    resource = access.get_public_resource_or_404(resource_pk)
    form = AttachForm(request.POST)
    goal_pk = form.cleaned_data["goal"] if form.is_valid() else None
    try:
        _line, is_new = attach_resource(pair, resource, by=request.user, goal_pk=goal_pk)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        text = _("“%(title)s” is attached. Both of you see it.") if is_new else _("“%(title)s” is there already.")
        messages.success(request, text % {"title": resource.title})
    return redirect("members:plan-resources", pair.code)


@require_POST
@member_required
def plan_detach(request, pair_code, line_pk):
    """Take a resource off the plan."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_edit_plan(request.user, pair):
        raise PermissionDenied
    try:
        line = remove_resource(pair, min(line_pk, 2**62), by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        if line:
            messages.success(request, _("“%(title)s” is off the plan.") % {"title": line.title})
    return redirect("members:plan-resources", pair.code)


def _public():
    return ResourcePage.objects.live().public().with_row_data()


def _found(search):
    """Resources that have all the words in title or summary; the library's own search finds more."""
    pages = _public()
    for word in search.words:
        pages = pages.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return list(pages.newest_first()[:SHOWN])


def _suggested(user, goals):
    """What the person keeps on reading lists, then the newest about the topics of the plan."""
    kept = ReadingItem.objects.filter(reading_list__owner=user).exclude(resource=None).values("resource")
    own = list(_public().filter(pk__in=kept).newest_first()[:SHOWN])
    topics = {goal.topic_id for goal in goals if goal.topic_id}
    about = list(_public().about(topics).newest_first()[:SHOWN]) if topics else []
    known = {page.pk for page in own}
    return [*own, *(page for page in about if page.pk not in known)][:SHOWN]
