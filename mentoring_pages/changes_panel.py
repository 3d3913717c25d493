"""At the top of a mentor page's editor: what the waiting draft changes, side by side, for who may decide on it."""

from wagtail.admin.panels import Panel

from mentoring_pages.permissions import can_moderate_profile
from mentoring_pages.profile_changes import changes_between


class ProfileChangesPanel(Panel):
    """Shown while a draft waits that differs from the public page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "mentoring_pages/cms/changes_panel.html"

        def is_shown(self):
            page = self.instance
            is_waiting = bool(page.pk and page.live and page.has_unpublished_changes)
            return is_waiting and super().is_shown() and can_moderate_profile(self.request.user, page)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page = self.instance
            live = type(page).objects.get(pk=page.pk)
            return {
                **context,
                "changes": changes_between(live, page),
                "is_sent": page.workflow_in_progress,
                "program": page.program,
            }
