"""The editor's form of a gathering: its times are those of its own zone, whatever zone the site or the editor is in."""

from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from .times import zone_of

TIME_FIELDS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


class GatheringPageForm(WagtailAdminPageForm):
    """Shows and reads wall time at the place of the gathering; refuses an hour that a clock change leaves out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TIME_FIELDS:
            moment = getattr(self.instance, name)
            if moment and not self.is_bound:
                self.initial[name] = moment.astimezone(self.instance.zone).replace(tzinfo=None)

    def clean(self):
        cleaned = super().clean()
        try:
            zone = zone_of(cleaned.get("time_zone", ""))
        except ValueError:
            # The model says what is wrong with it.
            return cleaned
        for name in TIME_FIELDS:
            moment = cleaned.get(name)
            if moment:
                # The field took what was typed for time in the zone that is active here.
                wall = moment.astimezone(timezone.get_current_timezone()).replace(tzinfo=zone)
                if wall.astimezone(UTC).astimezone(zone).replace(fold=wall.fold) != wall:
                    self.add_error(name, _("The clocks change that day and leave this hour out. Choose another."))
                cleaned[name] = wall
        return cleaned
