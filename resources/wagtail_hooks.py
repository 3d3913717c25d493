"""What the library adds to the CMS: the screens of its vocabularies."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup
from wagtail_modeladmin.options import modeladmin_register

from .cms import desk_hooks, rule_hooks, words_in_use  # noqa: F401
from .cms.library_desk import LibraryDesk
from .cms.mail_texts import MailTextViewSet
from .cms.vocabularies import vocabulary_screens
from .collecting import panel
from .importing import export_screen as exchange
from .importing.screens import ExchangeDesk
from .models import Audience, GradeBand, Language, Licence, ResourceKind, Setting, Topic, TopicGroup
from .suggesting.questions import QuestionViewSet


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
        QuestionViewSet,
    )


register_snippet(Vocabularies)
register_snippet(MailTextViewSet)
modeladmin_register(LibraryDesk)
modeladmin_register(ExchangeDesk)


@hooks.register("register_admin_urls")
def collection_panel():
    """What a collection shows while it is being composed."""
    return [
        path("collections/<int:page_id>/found/", panel.found_as_typed, name="partnership_collection_found"),
        path(
            "collections/below/<int:parent_id>/found/",
            panel.found_as_typed_new,
            name="partnership_collection_found_new",
        ),
    ]


@hooks.register("register_admin_urls")
def exchange_pages():
    """The export, which is no screen of a model."""
    return exchange.urlpatterns
