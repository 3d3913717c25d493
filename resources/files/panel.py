"""What editors see of the texts of a resource's files, below the files."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from resources.models.files import FileReading


class FileStatesPanel(Panel):
    """The state of each file, as of the last time that the page was saved. Not shown before there is one."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Texts of the files"), "icon": "doc-full"} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "partnership_resources/cms/file_states.html"

        def is_shown(self):
            return super().is_shown() and bool(self.readings)

        @property
        def readings(self):
            """The readings of the files in the order of the items."""
            documents = [item.document_id for item in self.instance.items.all() if item.document_id]
            found = FileReading.objects.filter(document__in=documents).select_related("document", "version")
            return sorted(found, key=lambda reading: documents.index(reading.document_id))

        def get_context_data(self, parent_context=None):
            more = {
                "readings": self.readings,
                "desk_url": reverse("partnership_resources_filereading_modeladmin_index"),
            }
            return super().get_context_data(parent_context) | more
