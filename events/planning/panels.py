"""The panel in the editor of a gathering that leads to the suggestions of presenters (R24)."""

from wagtail.admin.panels import HelpPanel

from events.permissions import can_run_gatherings


class PresentersPanel(HelpPanel):
    """A sentence and, for those who run gatherings, a link. Nothing to fill in."""

    def __init__(self, **kwargs):
        kwargs.setdefault("template", "partnership_events/cms/planning/presenters_help.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        @property
        def can_run(self):
            user = getattr(self.request, "user", None)
            return user is not None and can_run_gatherings(user)
