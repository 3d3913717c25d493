"""The staff screen of lists by e-mail: how many people get which list, never who."""

from django import forms
from django.db.models import Count, Q
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from resources.absolute_addresses import absolute_url
from resources.actions.alerts import end_alerts_to
from resources.alerts.links import library_of
from resources.enums import AlertPeriod
from resources.models import AlertFilter
from resources.permissions import can_edit_library

from .acts import RowAct
from .scoped import ScopedModelAdmin, described


class AddressForm(forms.Form):
    """Whose address goes."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("It is removed from every list, not from this one alone."))


def _take_out(row, user, email):
    count = end_alerts_to(email)
    if not count:
        return gettext("This address gets no list.")
    return ngettext("Removed from %(count)s list.", "Removed from %(count)s lists.", count) % {"count": count}


class AlertFilterAdmin(ScopedModelAdmin):
    """Lists that people get by e-mail. Mails that could not be sent are on the screen of mails."""

    model = AlertFilter
    menu_label = _("Lists by e-mail")
    menu_icon = "mail"
    list_display = ("library_title", "label_or_all", "daily_count", "weekly_count", "unconfirmed_count")
    search_fields = ("library_title", "label")
    ordering = ("-all_count", "library_title", "label", "pk")
    inspect_view_fields = ["library_title", "label_or_all", "list_link", "daily_count", "weekly_count"]
    row_acts = (
        RowAct(
            "take-out",
            _("Take out an address"),
            lambda row: gettext(
                "For somebody who asks you to end their mails. You need not know which lists they get."
            ),
            _take_out,
            form_class=AddressForm,
        ),
    )

    def can_use(self, user):
        return can_edit_library(user)

    def scope(self, user):
        """With the number of people."""
        confirmed = Q(subscriptions__confirmed_at__isnull=False)
        daily = Q(subscriptions__period=AlertPeriod.DAILY)
        return (
            super()
            .scope(user)
            .annotate(
                all_count=Count("subscriptions", filter=confirmed),
                daily_number=Count("subscriptions", filter=confirmed & daily),
                waiting_number=Count("subscriptions", filter=~confirmed & Q(subscriptions__isnull=False)),
            )
        )

    @described(_("filter"))
    def label_or_all(self, row):
        return row.label or gettext("The whole library")

    @described(_("every day"))
    def daily_count(self, row):
        return row.daily_number

    @described(_("every Monday"))
    def weekly_count(self, row):
        return row.all_count - row.daily_number

    @described(_("not confirmed yet"))
    def unconfirmed_count(self, row):
        return row.waiting_number

    @described(_("the list"))
    def list_link(self, row):
        library = library_of(row)
        url = absolute_url(library) if library else ""
        if not url:
            return gettext("The library is not there any more.")
        full = f"{url}?{row.query}" if row.query else url
        return format_html('<a href="{}">{}</a>', full, full)
