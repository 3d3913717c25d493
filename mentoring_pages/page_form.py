"""The editor's form of a mentor's page."""

from wagtail.admin.forms import WagtailAdminPageForm

from mentoring_pages.places import check_zip


class MentorPageForm(WagtailAdminPageForm):
    """Says when a ZIP code does not exist, as the program's own form does."""

    def clean_zip_code(self):
        return check_zip(self.cleaned_data["zip_code"] or "")
