"""The screen on which staff put their own words in front of a mail."""

from django.core.exceptions import ValidationError
from django.forms import Select
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from resources.models import MailText
from resources.registry import mail_texts


class MailTextForm(WagtailAdminModelForm):
    """Which mail is chosen from those that the apps registered; one that has words already is not offered again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        taken = set(MailText.objects.exclude(pk=self.instance.pk).values_list("key", flat=True))
        labels = sorted((str(label), key) for key, label in mail_texts().items() if key not in taken)
        self.fields["key"].widget = Select(choices=[("", "---------"), *((key, label) for label, key in labels)])

    def clean_key(self):
        key = self.cleaned_data["key"]
        if key not in mail_texts():
            raise ValidationError(_("There is no such mail. Choose one of the list."))
        return key


def mail_label(mail_text):
    """What staff call the mail; the key of one that no app sends any more."""
    return mail_texts().get(mail_text.key) or mail_text.key


class MailTextViewSet(SnippetViewSet):
    model = MailText
    icon = "mail"
    menu_label = gettext_lazy("Texts of mails")
    menu_order = 245
    add_to_admin_menu = True
    list_display = [Column("key", label=gettext_lazy("Mail"), accessor=mail_label, sort_key="key"), "subject"]
    list_per_page = 50
    search_backend_name = None
    search_fields = ["subject", "text"]
    edit_handler = ObjectList(MailText.panels, base_form_class=MailTextForm)
