"""Staff answer programs that offer to host (R26)."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.hosting import accept_offer, decline_offer
from events.enums import TAKING_PLACE_STATUSES, AttendanceMode, OfferStatus
from events.exceptions import PlanningRefused
from events.models import GatheringPage, HostOffer
from resources.cms.acts import RowAct
from resources.cms.scoped import described
from resources.dates_in_words import short_date

from .scoped import GatheringModelAdmin


class _GatheringChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, gathering):
        day = short_date(timezone.localtime(gathering.starts_at)) if gathering.starts_at else _("no date yet")
        state = "" if gathering.live else _(", draft")
        return f"{gathering.draft_title or gathering.title} ({day}{state})"


class AcceptForm(forms.Form):
    """Which gathering, if the offer names none, and a few words of one's own."""

    gathering = _GatheringChoiceField(
        label=gettext_lazy("Gathering that they host"),
        queryset=GatheringPage.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )
    answer = forms.CharField(
        label=gettext_lazy("A few words to them"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sent with the thanks, which name the gathering, day and place."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer = self.initial["offer"]
        if offer.gathering_id:
            del self.fields["gathering"]
        else:
            self.fields["gathering"].queryset = hostable_gatherings(offer)


class DeclineForm(forms.Form):
    """What to say beside the kind sentence that is built in."""

    answer = forms.CharField(
        label=gettext_lazy("A few words to them"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sent after a kind sentence. They read it in the members' area too."),
    )


def hostable_gatherings(offer):
    """Gatherings of the offer's region to come, published or drafts, without another host on the page's own row."""
    mine = Q(host_page=None, host_name__iexact=offer.program_name)
    if offer.program_page_id:
        mine |= Q(host_page=offer.program_page_id)
    return (
        GatheringPage.objects.filter(region=offer.region_id, status__in=TAKING_PLACE_STATUSES)
        .filter(Q(starts_at__gte=timezone.now()) | Q(starts_at=None))
        .filter(Q(host_page=None, host_name="") | mine)
        .exclude(mode=AttendanceMode.ONLINE)
        .order_by("starts_at", "title")
    )


def accept(offer, user, answer="", gathering=None):
    """Run the act and say what the public sees of it."""
    offer, is_public = accept_offer(offer, by=user, gathering=gathering, answer=answer)
    words = {"program": offer.program_name, "title": offer.gathering.draft_title or offer.gathering.title}
    if is_public:
        return _("%(program)s hosts “%(title)s”. The page shows it, and they get a mail.") % words
    return _("%(program)s hosts “%(title)s”, in a draft that waits to be published. They get a mail.") % words


def decline(offer, user, answer=""):
    """Run the act."""
    offer = decline_offer(offer, by=user, answer=answer)
    return _("%(program)s gets a kind mail.") % {"program": offer.program_name}


def accept_question(offer):
    if offer.gathering_id:
        return _("%(program)s becomes the host of “%(title)s”; the place they named replaces the one on the page.") % {
            "program": offer.program_name,
            "title": offer.gathering.draft_title or offer.gathering.title,
        }
    return _("%(program)s offers to host in %(region)s at any time. %(months)s") % {
        "program": offer.program_name,
        "region": offer.region,
        "months": _("What suits them: %(months)s.") % {"months": offer.months} if offer.months else "",
    }


def _is_open(offer):
    return offer.status == OfferStatus.OPEN


class HostOfferAdmin(GatheringModelAdmin):
    """Offers to host, open ones first."""

    model = HostOffer
    menu_label = gettext_lazy("Offers to host")
    menu_icon = "home"
    list_display = ("program_name", "region", "wanted", "place", "status", "created_at")
    list_filter = ("status", "region__group")
    list_export = (
        "program_name",
        "region",
        "wanted",
        "months",
        "venue_name",
        "city",
        "zip_code",
        "note",
        "status",
        "created_at",
        "answered_at",
    )
    list_related = ("region", "gathering", "offered_by", "answered_by", "program_page")
    search_fields = ("program_name", "city", "venue_name")
    ordering = ("-is_open", "-created_at")
    inspect_view_fields = [
        "program_link",
        "region",
        "wanted",
        "months",
        "place",
        "note",
        "offered_by",
        "created_at",
        "status",
        "answer",
        "answered_by",
        "answered_at",
    ]
    refusals = (PlanningRefused,)
    row_acts = (
        RowAct(
            "accept",
            gettext_lazy("Accept"),
            accept_question,
            accept,
            is_offered=_is_open,
            form_class=AcceptForm,
            initial=lambda offer: {"offer": offer},
            is_in_list=True,
        ),
        RowAct(
            "decline",
            gettext_lazy("Decline"),
            lambda offer: _("%(program)s gets a kind mail with your words.") % {"program": offer.program_name},
            decline,
            is_offered=_is_open,
            form_class=DeclineForm,
            is_in_list=True,
            is_serious=True,
        ),
    )

    def scope(self, user):
        return super().scope(user).annotate(is_open=Q(status=OfferStatus.OPEN))

    @described(gettext_lazy("what they offer to host"))
    def wanted(self, offer):
        if offer.gathering_id:
            return offer.gathering.draft_title or offer.gathering.title
        return _("any time: %(months)s") % {"months": offer.months} if offer.months else _("any time")

    @described(gettext_lazy("place"))
    def place(self, offer):
        return ", ".join(part for part in (offer.venue_name, f"{offer.city} {offer.zip_code}".strip()) if part)

    @described(gettext_lazy("program"))
    def program_link(self, offer):
        if offer.program_page_id is None:
            return offer.program_name
        url = reverse("wagtailadmin_pages:edit", args=[offer.program_page_id])
        return format_html('<a href="{}">{}</a>', url, offer.program_name)
