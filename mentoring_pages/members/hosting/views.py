"""Hosting: what looks for a host in one's region, offering, the answers, and taking an offer back (R26)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.enums import OfferStatus
from events.gatherings.rows import when_of
from events.models import HostOffer
from events.planning.openings import gatherings_without_host
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.hosting import NoRegion, offer_to_host, region_of, withdraw_offer
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page, posted
from mentoring_pages.models import Program
from mentoring_pages.permissions import can_offer_to_host

from .forms import OfferForm

TEMPLATES = "mentoring_pages/members/hosting"
MOST_OPENINGS = 20
BADGES = {
    OfferStatus.OPEN: "wait",
    OfferStatus.ACCEPTED: "ok",
    OfferStatus.DECLINED: "stop",
    OfferStatus.WITHDRAWN: "neutral",
}


@require_safe
@member_required
def hosting_list(request):
    """For each of one's programs: what looks for a host, and what it has offered."""
    programs = list(
        Program.objects.of_user(request.user).select_related("mentor_page__region", "mentee_profile__region")
    )
    offers = list(
        HostOffer.objects.of_programs([program.code for program in programs]).select_related("gathering", "region")
    )
    regions = {program.pk: region_of(program) for program in programs}
    openings = list(gatherings_without_host({region.pk for region in regions.values() if region}))
    context = {
        "programs": [
            _program_part(
                request,
                program,
                regions[program.pk],
                [one for one in openings if regions[program.pk] and one.region_id == regions[program.pk].pk],
                [offer for offer in offers if offer.program_code == program.code],
            )
            for program in programs
        ],
        "view_title": _("Hosting a gathering"),
    }
    return members_page(request, f"{TEMPLATES}/hosting_list.html", context, section="hosting")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def hosting_create(request, code):
    """Offer to host. ?gathering=<number> chooses one in the form."""
    program = access.get_program_or_404(request.user, code)
    if not can_offer_to_host(request.user, program):
        raise PermissionDenied
    region = region_of(program)
    form = OfferForm(
        posted(request),
        gatherings=gatherings_without_host([region.pk] if region else []),
        initial=_initial(program, request.GET.get("gathering", "")),
    )
    problem, status = "", 200
    if request.method == "POST":
        status = 422
        if region is None:
            problem = NoRegion.message
        elif form.is_valid():
            try:
                offer_to_host(program, by=request.user, **form.cleaned_data)
            except TransitionError as refusal:
                problem = refusal.message
            else:
                messages.success(request, _("Thank you. Your offer is with the coordinators, who answer by mail."))
                return redirect("members:hosting-list")
    context = {
        "form": form,
        "program": program,
        "region": region,
        "problem": problem,
        "facts_url": reverse("members:program-edit", args=[program.code]),
        "cancel_url": reverse("members:hosting-list"),
        "fieldsets": [
            {"legend": _("What and when"), "fields": ["gathering", "months"]},
            {"legend": _("Where"), "fields": ["venue_name", "city", "zip_code", "note"]},
        ],
        "view_title": _("Offer to host"),
    }
    return members_page(request, f"{TEMPLATES}/hosting_create.html", context, section="hosting", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def hosting_withdraw(request, code):
    """Ask once more, then take the offer back."""
    offer = access.get_offer_or_404(request.user, code)
    if request.method == "POST":
        try:
            withdraw_offer(offer, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Your offer is taken back. You can offer again at any time."))
        return redirect("members:hosting-list")
    context = {
        "view_title": _("Take the offer back"),
        "question": _("Take this offer back?"),
        "text": _what_in_words(offer),
        "submit_label": _("Take it back"),
        "cancel_url": reverse("members:hosting-list"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="hosting")


def _program_part(request, program, region, openings, offers):
    can_offer = can_offer_to_host(request.user, program)
    offer_url = reverse("members:hosting-create", args=[program.code])
    offered = {offer.gathering_id for offer in offers if offer.status == OfferStatus.OPEN}
    return {
        "program": program,
        "region": region,
        "facts_url": reverse("members:program-edit", args=[program.code]),
        "offer_url": offer_url if can_offer and region and None not in offered else "",
        "openings": [
            _opening(request, one, f"{offer_url}?gathering={one.pk}" if can_offer else "", one.pk in offered)
            for one in openings[:MOST_OPENINGS]
        ],
        "offers": [_offer_row(request, offer, can_offer) for offer in offers],
    }


def _opening(request, gathering, offer_url, is_offered):
    starts_at, ends_at = when_of(gathering)
    return {
        "title": gathering.title,
        "url": gathering.get_url(request),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": gathering.time_zone,
        "offer_url": "" if is_offered else offer_url,
        "is_offered": is_offered,
    }


def _offer_row(request, offer, can_offer):
    gathering = offer.gathering if offer.gathering and offer.gathering.live else None
    return {
        "title": _what_in_words(offer),
        "url": gathering.get_url(request) if gathering else "",
        "place": ", ".join(part for part in (offer.venue_name, offer.city) if part),
        "months": offer.months,
        "badge_label": _("Waits for an answer") if offer.status == OfferStatus.OPEN else offer.get_status_display(),
        "badge_kind": BADGES[OfferStatus(offer.status)],
        "on": offer.answered_at or offer.created_at,
        "answer": offer.answer,
        "withdraw_url": reverse("members:hosting-withdraw", args=[offer.code])
        if can_offer and offer.status == OfferStatus.OPEN
        else "",
    }


def _what_in_words(offer):
    """What was offered. A draft that an offer for any time was given is named only once it is public."""
    if offer.gathering and (offer.gathering.live or offer.status == OfferStatus.OPEN):
        return offer.gathering.title
    return _("Any gathering of %(region)s") % {"region": offer.region}


def _initial(program, gathering):
    """The chosen gathering, and where the program itself is: nobody types twice what they have told before."""
    facts = program.facts
    initial = {"city": facts.city, "zip_code": facts.zip_code} if facts else {}
    if gathering.isdecimal() and len(gathering) <= 18:
        initial["gathering"] = int(gathering)
    return initial
