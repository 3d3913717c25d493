"""What `manage.py partnership_setup` does for regions and gatherings."""

from django.apps import apps
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext

from resources.models import MailText
from resources.registry import register_setup_step
from resources.setting_up import (
    COORDINATORS,
    EDITORS,
    add_index_page,
    admin_access,
    grant,
    grant_on_files,
    grant_on_page,
    is_first_time,
    load_terms,
    permissions_of,
    vocabularies_of,
)
from resources.setup import EDITING, coordinators, editors

from . import starting_data
from .actions.publication import record_missing
from .enums import HolidayKind
from .geo.shapes import code_for
from .models import (
    CalendarPage,
    County,
    GatheringKind,
    GatheringSettings,
    GatheringTheme,
    Holiday,
    InvitationText,
    Region,
    RegionGroup,
    Registration,
)

COOK_COUNTY = "17031"


def register():
    """Hand the steps to the command; called once when the app is ready."""
    register_setup_step(load_vocabulary, order=20)
    register_setup_step(add_invitation_texts, order=30)
    register_setup_step(add_holidays, order=40)
    register_setup_step(add_pages, order=120)
    register_setup_step(set_up_groups, order=220)
    register_setup_step(record_missing, order=320)


def load_vocabulary(say):
    """Regions with their counties, kinds of gathering and themes."""
    load_terms(RegionGroup, starting_data.AREAS, say, fields=lambda area: {"name": gettext(area.name)})
    areas = {area.slug: area for area in RegionGroup.objects.all()}
    load_terms(
        Region,
        starting_data.REGIONS,
        say,
        fields=lambda region: {
            "name": gettext(region.name),
            "description": _served_by(region),
            "office_number": region.office,
            "group": areas.get(region.area),
        },
        after=_add_counties,
    )
    load_terms(GatheringKind, starting_data.GATHERING_KINDS, say)
    load_terms(GatheringTheme, starting_data.GATHERING_THEMES, say)


def add_invitation_texts(say):
    """Texts to start an invitation from, each once; staff change or delete them as they like."""
    count = 0
    for text in starting_data.INVITATION_TEXTS:
        if is_first_time("invitation-texts", text.slug):
            values = {"subject": gettext(text.subject), "text": gettext(text.text)}
            _row, is_new = InvitationText.objects.get_or_create(name=gettext(text.name), defaults=values)
            count += is_new
    if count:
        said = ngettext("%(count)s text of invitations added.", "%(count)s texts of invitations added.", count)
        say(said % {"count": count})


def add_holidays(say):
    """Holidays of the country and of Illinois, each once; staff change, delete and add them as they like."""
    new = [rule for rule in starting_data.HOLIDAYS if is_first_time("holidays", slugify(rule.name))]
    Holiday.objects.bulk_create(
        Holiday(
            name=gettext(rule.name),
            kind=HolidayKind.DATE if rule.weekday is None else HolidayKind.WEEKDAY,
            month=rule.month,
            day=rule.day or None,
            weekday=rule.weekday,
            nth=None if rule.weekday is None else rule.n,
            days_later=rule.days_later,
            days_count=rule.days_count,
            even_years_only=rule.even_years_only,
            moves_off_weekends=rule.moves_off_weekends,
        )
        for rule in new
    )
    if new:
        said = ngettext("%(count)s holiday added.", "%(count)s holidays added.", len(new))
        say(said % {"count": len(new)})


def add_pages(say):
    """The calendar."""
    add_index_page(
        CalendarPage,
        say,
        title=gettext("Gatherings"),
        slug="gatherings",
        intro=gettext("Meet other programs of your region, learn together, and find people to work with."),
    )


def set_up_groups(say):
    """Editors and coordinators both run gatherings; regions and kinds are the editors' to change."""
    everything = [*vocabularies_of(apps.get_app_config("partnership_events")), Holiday]
    running = permissions_of([Registration], ("add", "change", "view"))
    running |= permissions_of([MailText]) | permissions_of([GatheringSettings], ("change",))
    if group := editors(say):
        grant(group, EDITORS, permissions_of(everything) | running)
    if group := coordinators(say):
        grant(group, COORDINATORS, admin_access() | running)
        grant_on_files(group, COORDINATORS, ["add_image", "choose_image", "add_document", "choose_document"])
        calendar = CalendarPage.objects.order_by("path").first()
        if calendar:
            grant_on_page(group, COORDINATORS, calendar, EDITING)


def _served_by(region):
    if region.served_by:
        return gettext(region.served_by)
    return gettext("Served by Regional Office of Education %(number)s.") % {"number": region.office}


def _add_counties(row, region):
    County.objects.bulk_create(
        County(
            region=row,
            name=name,
            fips=COOK_COUNTY if region.part else code_for(name),
            part=region.part,
            sort_order=position,
        )
        for position, name in enumerate(region.counties)
    )
