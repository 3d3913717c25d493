"""The staff's screen of registrations. What a guest confided is on the guest's own page, never in the list."""

from django import forms
from django.contrib.admin import SimpleListFilter
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions import guests
from events.actions.attendance import mark_attended, undo_attended
from events.enums import RegistrationStatus
from events.exceptions import RegistrationRefused
from events.guests.lists import answer_in_words, question_labels
from events.models import GatheringPage, Registration
from events.permissions import can_cancel_registration, is_attendance_open
from resources.cms.acts import RowAct
from resources.cms.scoped import described

from .scoped import GatheringModelAdmin

# The newest gatherings that the filter offers; older ones are found from their own page.
OFFERED_GATHERINGS = 60
WITH_PLACE = (RegistrationStatus.GOING, RegistrationStatus.OFFERED)


class GatheringFilter(SimpleListFilter):
    """One gathering; offered are those that have guests, latest first."""

    title = gettext_lazy("gathering")
    parameter_name = "gathering"

    def lookups(self, request, model_admin):
        with_guests = GatheringPage.objects.filter(pk__in=Registration.objects.values("gathering"))
        offered = with_guests.order_by("-starts_at", "-pk")[:OFFERED_GATHERINGS]
        return [(str(pk), title) for pk, title in offered.values_list("pk", "title")]

    def queryset(self, request, queryset):
        value = self.value() or ""
        if not value:
            return queryset
        return queryset.filter(gathering=value) if value.isdecimal() and len(value) < 18 else queryset.none()


class CorrectionForm(forms.Form):
    """What a guest is called and where mails go."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("A new address gets the mail with a new secret link; the old link ends."),
    )
    program_name = forms.CharField(label=gettext_lazy("Program"), max_length=160, required=False)


def _done(action, sentence):
    def run(registration, user, **values):
        changed = action(registration, by=user, **values)
        return sentence % {"name": changed.name}

    return run


def _asked(sentence):
    return lambda registration: sentence % {"name": registration.name, "gathering": registration.gathering.title}


def _can_come(registration):
    return (
        registration.status in (*WITH_PLACE, RegistrationStatus.WAITLISTED)
        and registration.anonymised_at is None
        and is_attendance_open(registration.gathering)
    )


def _is_ahead(registration, *statuses):
    return registration.status in statuses and not registration.gathering.is_over


ACTS = (
    RowAct(
        "came",
        gettext_lazy("Mark as present"),
        _asked(gettext_lazy("%(name)s came to “%(gathering)s”.")),
        _done(mark_attended, gettext_lazy("%(name)s is marked as present.")),
        is_offered=_can_come,
        is_in_list=True,
    ),
    RowAct(
        "not-came",
        gettext_lazy("Not present after all"),
        _asked(gettext_lazy("%(name)s was marked as present by mistake.")),
        _done(undo_attended, gettext_lazy("%(name)s is not marked as present any more.")),
        is_offered=lambda one: one.status == RegistrationStatus.ATTENDED and one.anonymised_at is None,
        is_in_list=True,
    ),
    RowAct(
        "give-place",
        gettext_lazy("Give the place"),
        _asked(gettext_lazy("%(name)s gets a place at “%(gathering)s” for good, and a mail that says so.")),
        _done(guests.give_place, gettext_lazy("%(name)s has a place.")),
        is_offered=lambda one: _is_ahead(one, RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED),
        is_in_list=True,
    ),
    RowAct(
        "offer-place",
        gettext_lazy("Offer the place"),
        _asked(gettext_lazy("%(name)s is next, whatever their turn, and must confirm the place in time.")),
        _done(guests.offer_place, gettext_lazy("%(name)s has the next place on offer.")),
        is_offered=lambda one: _is_ahead(one, RegistrationStatus.WAITLISTED),
    ),
    RowAct(
        "to-waiting-list",
        gettext_lazy("Move to the waiting list"),
        _asked(gettext_lazy("%(name)s loses the place, is last in line, and gets a mail. The next moves up.")),
        _done(guests.move_to_waiting_list, gettext_lazy("%(name)s is on the waiting list.")),
        is_offered=lambda one: _is_ahead(one, *WITH_PLACE),
        is_serious=True,
    ),
    RowAct(
        "correct",
        gettext_lazy("Correct name or e-mail"),
        _asked(gettext_lazy("Correct what %(name)s mistyped.")),
        _done(guests.correct_guest, gettext_lazy("The registration of %(name)s is corrected.")),
        is_offered=lambda one: one.anonymised_at is None,
        form_class=CorrectionForm,
        initial=lambda one: {"name": one.name, "email": one.email, "program_name": one.program_name},
    ),
    RowAct(
        "send-again",
        gettext_lazy("Send the mail again"),
        _asked(gettext_lazy("%(name)s gets the mail with everything about the registration again.")),
        _done(guests.resend_mail, gettext_lazy("The mail to %(name)s is on its way.")),
        is_offered=guests.can_resend,
    ),
    RowAct(
        "cancel",
        gettext_lazy("Cancel for the guest"),
        _asked(gettext_lazy("%(name)s will not come to “%(gathering)s”. They get a mail; the next moves up.")),
        _done(guests.cancel_for_guest, gettext_lazy("The registration of %(name)s is cancelled.")),
        is_offered=can_cancel_registration,
        is_in_list=True,
        is_serious=True,
    ),
)


class RegistrationAdmin(GatheringModelAdmin):
    """Who comes to what. Names and addresses go when the site's days for keeping them are over."""

    model = Registration
    menu_label = gettext_lazy("Registrations")
    menu_icon = "group"
    index_template_name = "partnership_events/cms/registration_index.html"
    index_view_extra_css = ["partnership_events/desk.css"]
    list_display = ("guest", "gathering", "program_name", "way", "status", "created_at")
    list_filter = ("status", "way", "ride", GatheringFilter)
    list_related = ("gathering",)
    search_fields = ("name", "email", "program_name")
    ordering = ("-created_at", "-pk")
    row_acts = ACTS
    refusals = (RegistrationRefused,)
    inspect_view_fields = [
        "guest",
        "email",
        "program_name",
        "gathering",
        "way",
        "status",
        "waiting_since",
        "confirm_by",
        "attended_at",
        "access_needs",
        "answers_list",
        "ride",
        "ride_seats",
        "ride_zip_code",
        "created_at",
        "anonymised_at",
    ]

    @described(gettext_lazy("name"))
    def guest(self, registration):
        return registration.name or _("(removed)")

    guest.admin_order_field = "name"

    @described(gettext_lazy("answers"))
    def answers_list(self, registration):
        labels = question_labels(registration.gathering)
        return format_html_join(
            "",
            "<p><strong>{}</strong><br>{}</p>",
            (
                (labels.get(key, _("A question that was removed")), answer_in_words(value))
                for key, value in registration.answers.items()
            ),
        )
