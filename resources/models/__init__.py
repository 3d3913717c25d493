"""Models of the resource library."""

from .alerts import AlertFilter, AlertSubscription, VersionNews
from .bin import DeletedPage
from .collections import CollectedPage, CollectionMixin, CollectionPage, CollectionPick
from .derived import DerivedBooleanField, DerivedFloatField, SortTitleMixin, sort_key
from .facets import LibraryFacet
from .files import FileReading, FileText, FileVersion
from .imports import ContentImport, ImportMapping, ImportRow
from .kept_files import KeptFile, KeptPart
from .library import ResourceLibraryMixin, ResourceLibraryPage, ResourceMixin, ResourcePage
from .links import Link, LinkHost, LinkReading, LinkUse
from .mail import MailText, OutgoingMail
from .mixins import BodyMixin, IntroMixin
from .resource_parts import RelatedResource, ResourceChange, ResourceItem
from .rules import ContentRule, RuleMessage, RuleRun, RuleStep
from .suggestions import Suggestion, SuggestionCriterion
from .used_forms import UsedForm
from .uses import DailyUse, FormatRequest, ResourceUse, UsefulAnswer
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
    "AlertFilter",
    "AlertSubscription",
    "DerivedBooleanField",
    "DerivedFloatField",
    "Audience",
    "BodyMixin",
    "CollectionMixin",
    "CollectedPage",
    "CollectionPage",
    "CollectionPick",
    "ContentImport",
    "DeletedPage",
    "ContentRule",
    "DailyUse",
    "FileReading",
    "FileText",
    "FileVersion",
    "FormatRequest",
    "GradeBand",
    "ImportMapping",
    "ImportRow",
    "IntroMixin",
    "KeptFile",
    "KeptPart",
    "Language",
    "Licence",
    "LibraryFacet",
    "Link",
    "LinkHost",
    "LinkReading",
    "LinkUse",
    "LoadedTerm",
    "MailText",
    "OutgoingMail",
    "RelatedResource",
    "ResourceChange",
    "ResourceItem",
    "ResourceKind",
    "ResourceLibraryMixin",
    "ResourceLibraryPage",
    "ResourceMixin",
    "ResourcePage",
    "ResourceUse",
    "RuleMessage",
    "RuleRun",
    "RuleStep",
    "Setting",
    "SortTitleMixin",
    "Suggestion",
    "SuggestionCriterion",
    "Term",
    "Topic",
    "TopicGroup",
    "UsedForm",
    "UsefulAnswer",
    "VersionNews",
    "sort_key",
]
