"""Models of the resource library."""

from .collections import CollectionMixin, CollectionPage, CollectionPick
from .library import ResourceItem, ResourceLibraryMixin, ResourceLibraryPage, ResourceMixin, ResourcePage
from .mail import MailText, OutgoingMail
from .mixins import BodyMixin, IntroMixin
from .vocabularies import (
    Audience,
    GradeBand,
    Language,
    Licence,
    LoadedTerm,
    ResourceKind,
    Setting,
    Term,
    Topic,
    TopicGroup,
)

__all__ = [
    "Audience",
    "BodyMixin",
    "CollectionMixin",
    "CollectionPage",
    "CollectionPick",
    "GradeBand",
    "IntroMixin",
    "Language",
    "Licence",
    "LoadedTerm",
    "MailText",
    "OutgoingMail",
    "ResourceItem",
    "ResourceKind",
    "ResourceLibraryMixin",
    "ResourceLibraryPage",
    "ResourceMixin",
    "ResourcePage",
    "Setting",
    "Term",
    "Topic",
    "TopicGroup",
]
