"""The matching board in the CMS: who waits for a mentor, who is proposed, and the steps to a pair (R4, R8, R48, T1)."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from mentoring_pages.actions import drafts
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.enums import RequestStatus
from mentoring_pages.matching.waiting import asked_choices, asking_of, in_order, waiting_requests, with_compared_data
from mentoring_pages.meanwhile import meanwhile
from mentoring_pages.models import DraftPair, MatchRequest, MentoringCycle, Program
from mentoring_pages.permissions import can_assign_pair
from resources.cms.scoped import guarded
from resources.searching import printable

from .board_rows import PER_PAGE, board_rows, mentor_options, tier_counts, tier_in_words, waits_for

TEMPLATES = "mentoring_pages/cms"
OPTIONS_PER_PAGE = 50
TO_CONFIRM = urlencode({"status__exact": RequestStatus.ACCEPTED})
app_name = "matching_board"
board_page = guarded(can_assign_pair)


@board_page
@require_GET
def board(request):
    """Programs that wait in a cycle, in the partnership's order, with the drafted pairs."""
    cycles = list(MentoringCycle.objects.running().order_by("-starts_on"))
    cycle = next((one for one in cycles if str(one.pk) == request.GET.get("cycle")), cycles[0] if cycles else None)
    context = {"icon": "group", "cycles": cycles, "cycle": cycle, "can_propose": drafts.can_propose()}
    if cycle:
        places = in_order(cycle)
        page = Paginator(places, PER_PAGE).get_page(request.GET.get("p"))
        drafted = DraftPair.objects.filter(request__in=[place.request for place in places])
        context |= {
            "page_obj": page,
            "rows": board_rows(cycle, list(page), page.start_index()),
            "tiers": tier_counts(places),
            "waiting_count": len(places),
            "draft_count": drafted.filter(mentor__isnull=False).count(),
            "unplaced_count": drafted.filter(mentor=None).count(),
            "to_confirm_count": MatchRequest.objects.filter(cycle=cycle, status=RequestStatus.ACCEPTED).count(),
            "to_confirm_url": f"{reverse('mentoring_pages_matchrequest_modeladmin_index')}?{TO_CONFIRM}",
        }
    return TemplateResponse(request, f"{TEMPLATES}/board.html", context)


@board_page
@require_GET
def detail(request, pk):
    """One request: what it needs, every mentor who could be chosen, and what the program can join meanwhile."""
    match_request = _waiting_or_404(pk)
    (asking,) = asking_of([match_request])
    sought = printable(request.GET.get("q", "")).strip()
    page = Paginator(mentor_options(asking, sought), OPTIONS_PER_PAGE).get_page(request.GET.get("p"))
    gatherings, resources = meanwhile(match_request)
    return TemplateResponse(
        request,
        f"{TEMPLATES}/board_request.html",
        {
            "icon": "group",
            "match_request": match_request,
            "draft": DraftPair.objects.filter(request=match_request).select_related("mentor").first(),
            "tier": tier_in_words(match_request.priority_tier or match_request.program.priority_tier),
            "waits_for": waits_for(match_request, asked_choices([match_request]).get(match_request.pk, [])),
            "page_obj": page,
            "sought": sought,
            "has_search": bool(sought) or page.paginator.num_pages > 1,
            "gatherings": gatherings,
            "resources": resources,
        },
    )


@board_page
@require_POST
def propose(request, cycle_pk):
    """Draft the best set of pairs."""
    cycle = get_object_or_404(MentoringCycle.objects.running(), pk=cycle_pk)
    made = _attempt(request, lambda: drafts.propose_pairs(cycle, by=request.user))
    if made is not None:
        placed = sum(draft.mentor_id is not None for draft in made)
        words = ngettext("%(count)s pair is proposed.", "%(count)s pairs are proposed.", placed) % {"count": placed}
        left = len(made) - placed
        if left:
            words += " " + ngettext(
                "%(count)s program has no mentor yet; its row says why.",
                "%(count)s programs have no mentor yet; their rows say why.",
                left,
            ) % {"count": left}
        messages.success(request, words)
    return _back(cycle)


@board_page
@require_POST
def approve_all(request, cycle_pk):
    """Make all drafted pairs."""
    cycle = get_object_or_404(MentoringCycle.objects.running(), pk=cycle_pk)
    made, refused = drafts.approve_all(cycle, by=request.user)
    if made:
        words = ngettext(
            "%(count)s pair is made, and both programs get a mail.",
            "%(count)s pairs are made, and their programs get a mail.",
            len(made),
        )
        messages.success(request, words % {"count": len(made)})
    for draft, refusal in refused:
        messages.error(
            request,
            _("%(mentee)s and %(mentor)s: %(reason)s")
            % {"mentee": draft.request.program, "mentor": draft.mentor, "reason": refusal.message},
        )
    if not made and not refused:
        messages.warning(request, _("There was no drafted pair to make."))
    return _back(cycle)


@board_page
@require_POST
def approve(request, pk):
    """Make the drafted pair of one request."""
    draft = get_object_or_404(DraftPair.objects.visible_to(request.user).select_related("request__cycle"), request=pk)
    seen = _key(request.POST.get("mentor"))
    pair = _attempt(request, lambda: drafts.approve_draft(draft, by=request.user, mentor_id=seen))
    if pair:
        messages.success(
            request,
            _("%(mentor)s and %(mentee)s are a pair. Both get a mail.")
            % {"mentor": pair.mentor, "mentee": pair.mentee},
        )
    return _back(draft.request.cycle)


@board_page
@require_POST
def choose(request, pk):
    """Draft a mentor by hand, leave the program out, or forget the draft."""
    match_request = _waiting_or_404(pk)
    act = request.POST.get("act")
    if act == "choose":
        mentor = Program.objects.filter(pk=_key(request.POST.get("mentor"))).first()
        if mentor is None:
            messages.error(request, _("Choose one of the mentors first."))
            return redirect("matching_board:detail", pk)
        done = _attempt(request, lambda: drafts.choose_mentor(match_request, mentor, by=request.user))
    elif act == "leave-out":
        done = _attempt(request, lambda: drafts.choose_mentor(match_request, None, by=request.user))
    else:
        drafts.drop_draft(match_request, by=request.user)
        done = True
    if done:
        messages.success(request, _("%(program)s: saved on the board.") % {"program": match_request.program})
    return _back(match_request.cycle)


@board_page
@require_POST
def tell(request, pk):
    """Write to a program that there is no mentor yet, and what it can join meanwhile."""
    draft = get_object_or_404(DraftPair.objects.visible_to(request.user).select_related("request__cycle"), request=pk)
    if _attempt(request, lambda: drafts.tell_meanwhile(draft, by=request.user)):
        messages.success(request, _("The program gets a mail with gatherings and resources."))
    return _back(draft.request.cycle)


urlpatterns = [
    path("", board, name="board"),
    path("cycles/<int:cycle_pk>/propose/", propose, name="propose"),
    path("cycles/<int:cycle_pk>/approve/", approve_all, name="approve-all"),
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/approve/", approve, name="approve"),
    path("<int:pk>/choose/", choose, name="choose"),
    path("<int:pk>/tell/", tell, name="tell"),
]


def _waiting_or_404(pk):
    cycle = MentoringCycle.objects.running().filter(requests=pk).first()
    if cycle is None:
        raise Http404
    return get_object_or_404(with_compared_data(waiting_requests(cycle).select_related("cycle")), pk=pk)


def _attempt(request, act):
    try:
        return act()
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return None


def _back(cycle):
    return redirect(f"{reverse('matching_board:board')}?cycle={cycle.pk}")


def _key(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
