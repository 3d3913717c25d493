"""What the library adds to the CMS: the screens of its vocabularies."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .cms.mail_texts import MailTextViewSet
from .cms.vocabularies import vocabulary_screens
from .models import Audience, GradeBand, Language, Licence, ResourceKind, Setting, Topic, TopicGroup


class Vocabularies(SnippetViewSetGroup):
    menu_label = _("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 240
    items = (
        vocabulary_screens(Topic, columns=["group"], filters=["group"], icon="tag"),
        vocabulary_screens(
            TopicGroup, columns=["is_core_elements"], filters=["is_core_elements"], icon="folder-open-inverse"
        ),
        vocabulary_screens(ResourceKind, icon="doc-full"),
        vocabulary_screens(Audience, icon="group"),
        vocabulary_screens(GradeBand, icon="user"),
        vocabulary_screens(Setting, icon="home"),
        vocabulary_screens(Language, columns=["slug"], icon="globe"),
        vocabulary_screens(Licence, columns=["url"], icon="key"),
    )


register_snippet(Vocabularies)
register_snippet(MailTextViewSet)
