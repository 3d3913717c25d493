"""After the end: what the two did together, letter and certificate, thanks and recognition (R30, R71, R87)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.guests import certificates
from mentoring_pages.actions.farewell import agree_as_mentee, agree_as_mentor, thank_mentor
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import EndingStep, PairStatus, Side
from mentoring_pages.members import access
from mentoring_pages.members.kept_forms import keeps_typed, typed_data
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, staff_texts, status_of
from mentoring_pages.models import Closure, ClosureCertificate, Recognition
from mentoring_pages.permissions import (
    can_have_mentoring_certificate,
    can_write_journal,
    may_take_ending_step,
    pair_side,
)
from resources.dates_in_words import short_date

from .forms import MenteeConsentForm, MentorConsentForm, ThanksForm
from .papers import certificate_pdf, letter_pdf
from .story import story_of

FOLDER = "mentoring_pages/members/endings"


@require_safe
@member_required
def farewell(request, code):
    """The page that stays: numbers, goals, papers, thanks. A pair that is not over has none yet."""
    pair, closure = _ended(request, code)
    if closure is None:
        messages.info(request, _("Your work together is not over yet."))
        return redirect("members:pair-detail", pair.code)
    side = pair_side(request.user, pair)
    recognition = Recognition.objects.filter(pair=pair).first() or Recognition(pair=pair)
    story = story_of(pair)
    urls = {name: reverse(f"members:farewell-{name}", args=[pair.code]) for name in ("letter", "thanks", "recognition")}
    context = {
        "view_title": _("What you did together") if side else _("What they did together"),
        "pair_line": pair_line(pair),
        "lead": _lead(pair, closure),
        "texts": staff_texts(request),
        "is_unsuited": pair.was_unsuited,
        "lines": story.lines(),
        "goals": story.goals,
        "words": "" if pair.was_unsuited else closure.goals_reached,
        "urls": urls,
        "papers": _papers(request.user, closure),
        "can_print": certificates.are_available(),
        "recognition": recognition,
        "shows_thanks": bool(recognition.thanks) and side is not None,
        "is_mentor": side == Side.MENTOR,
        "may_thank": may_take_ending_step(request.user, EndingStep.THANK, pair),
        "consent": _consent_line(recognition, _consent_step(request.user, pair)),
        "journal_url": (
            reverse("members:journal-list", args=[pair.code]) if can_write_journal(request.user, pair) else ""
        ),
        "evaluations_url": reverse("members:evaluation-list", args=[pair.code]) if side else "",
    }
    return members_page(request, f"{FOLDER}/farewell.html", context, section="pair", pair=pair)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def farewell_thanks(request, code):
    """A few words of the mentee to its mentor."""
    pair, closure = _ended(request, code)
    if closure is None or not may_take_ending_step(request.user, EndingStep.THANK, pair):
        raise PermissionDenied
    recognition = Recognition.objects.filter(pair=pair).first()
    initial = {"thanks": recognition.thanks, "is_public": recognition.shows_thanks} if recognition else {}
    form = ThanksForm(typed_data(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            thank_mentor(pair, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            words = form.cleaned_data["thanks"].strip()
            messages.success(request, _("Your words are with the mentor.") if words else _("Taken back."))
            return redirect("members:farewell", pair.code)
    context = {
        "view_title": _("Thank your mentor"),
        "submit_label": _("Give it to the mentor"),
        "reader_note": _(
            "Only people of both programs read it, and nobody checks it first. They get a mail without it."
        ),
    }
    return _form_page(request, pair, form, context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def farewell_recognition(request, code):
    """What one's own side allows on the mentor's public page."""
    pair, closure = _ended(request, code)
    step = _consent_step(request.user, pair)
    if closure is None or step is None:
        raise PermissionDenied
    recognition = Recognition.objects.filter(pair=pair).first() or Recognition(pair=pair)
    is_mentor = step == EndingStep.AGREE_AS_MENTOR
    if is_mentor:
        form_class, initial = MentorConsentForm, {"agrees": bool(recognition.mentor_agreed_at)}
    else:
        form_class = MenteeConsentForm
        initial = {"agrees": bool(recognition.mentee_agreed_at), "shows_mentee": recognition.shows_mentee}
    form = form_class(typed_data(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            (agree_as_mentor if is_mentor else agree_as_mentee)(pair, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved. You can change it at any time."))
            return redirect("members:farewell", pair.code)
    context = {
        "view_title": _("Recognition on the mentor's page"),
        "lead": _("The public page counts your work together only if both of you agree. Either can take it back."),
        "submit_label": _("Save"),
        "reader_note": _("What you allow here, everybody can see."),
    }
    return _form_page(request, pair, form, context)


@require_safe
@member_required
def farewell_letter(request, code):
    """The letter that confirms the ending, as PDF."""
    pair, closure = _ended(request, code)
    if closure is None:
        raise PermissionDenied
    if not certificates.are_available():
        return _no_paper(request, pair)
    octets = letter_pdf(closure, story_of(pair), signature=staff_texts(request).signature_name)
    return _pdf(octets, f"letter-{closure.ended_on:%Y-%m-%d}.pdf")


@require_safe
@member_required
def farewell_certificate(request, code, side):
    """One side's certificate, as PDF."""
    pair, closure = _ended(request, code)
    if side not in Side.values:
        raise Http404
    if closure is None:
        raise PermissionDenied
    certificate = get_object_or_404(ClosureCertificate, closure=closure, side=side)
    certificate.closure = closure
    if not can_have_mentoring_certificate(request.user, certificate):
        raise PermissionDenied
    if not certificates.are_available():
        return _no_paper(request, pair)
    octets = certificate_pdf(
        certificate,
        signature=staff_texts(request).signature_name,
        check_url=request.build_absolute_uri(reverse("members:certificate-check")),
    )
    return _pdf(octets, f"certificate-{side}.pdf")


def _ended(request, code):
    """(pair, its ending or None while it is open); 404 for whoever does not see the pair."""
    pair = access.get_pair_or_404(request.user, code)
    if pair.status != PairStatus.COMPLETE:
        return pair, None
    closure = Closure.objects.filter(pair=pair).select_related("reason").first()
    if closure:
        closure.pair = pair
    return pair, closure


def _lead(pair, closure):
    values = {
        "mentor": pair.mentor,
        "mentee": pair.mentee,
        "start": short_date(pair.started_on),
        "end": short_date(closure.ended_on),
    }
    return _("%(mentor)s and %(mentee)s worked together from %(start)s to %(end)s.") % values


def _papers(user, closure):
    return [
        {
            "label": _("Certificate of the mentor") if paper.side == Side.MENTOR else _("Certificate of the mentee"),
            "url": reverse("members:farewell-certificate", args=[closure.pair.code, paper.side]),
            "code": paper.printed_code,
        }
        for paper in ClosureCertificate.objects.filter(closure=closure).select_related("closure__pair")
        if can_have_mentoring_certificate(user, paper)
    ]


def _consent_step(user, pair):
    steps = (EndingStep.AGREE_AS_MENTOR, EndingStep.AGREE_AS_MENTEE)
    return next((step for step in steps if may_take_ending_step(user, step, pair)), None)


def _consent_line(recognition, step):
    """Where the consent of both stands, in a sentence; "" for who has none to give."""
    if step is None:
        return ""
    own, other = recognition.mentor_agreed_at, recognition.mentee_agreed_at
    if step == EndingStep.AGREE_AS_MENTEE:
        own, other = other, own
    if own and other:
        return _("Both programs agreed: the mentor's public page counts your work together.")
    if own:
        return _("You agreed. The other program has not answered yet.")
    if other:
        return _("The other program agreed. It is your turn, if you like.")
    return _("The mentor's public page can count your work together, if both programs agree.")


def _no_paper(request, pair):
    messages.error(
        request, _("Letters and certificates cannot be made on this site at the moment. Please ask the coordinators.")
    )
    return redirect("members:farewell", pair.code)


def _pdf(octets, name):
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form_page(request, pair, form, context):
    context = {
        "form": form,
        "pair_line": pair_line(pair),
        "cancel_url": reverse("members:farewell", args=[pair.code]),
        **context,
    }
    return members_page(
        request, f"{FOLDER}/ending_form.html", context, section="pair", pair=pair, status=status_of(form)
    )
