"""What the search box suggests while somebody types: titles of resources, and topics, that begin like it."""

import hashlib

from django.core.cache import cache
from django.db.models import Q
from django.http import HttpResponseNotAllowed, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from resources.conf import get_setting
from resources.limits import client_address, is_over_limit
from resources.models import ResourcePage, Topic
from resources.public_pages import publicly_below
from resources.searching import beginning_like, read_search_text

LEAST_LETTERS = 2
MAX_TITLES = 6
MAX_TOPICS = 3
# A resource that is withdrawn is suggested no longer than this.
SECONDS_KEPT = 60


def suggest(library, request):
    """`{"suggestions": [{"text", "hint", "url"}]}` for `?q=`; only what everyone may see. 429 for a flood.

    At most four queries, and none for what somebody asked within the last minute.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    if is_over_limit("suggest", client_address(request), get_setting("SUGGESTIONS_PER_HOUR")):
        return _answer([], status=429)
    search = read_search_text(request.GET.get("q", "")[:80])
    typed = " ".join(search.words).casefold()
    if len(typed) < LEAST_LETTERS:
        return _answer([])
    digest = hashlib.sha256(typed.encode()).hexdigest()[:32]
    key = f"partnership-suggest:{library.pk}:{translation.get_language()}:{digest}"
    found = cache.get(key)
    if found is None:
        shown = ResourcePage.objects.filter(publicly_below(library))
        found = [*_topics(shown, search.words), *_titles(library, shown, search.words)]
        cache.set(key, found, SECONDS_KEPT)
    path = library.get_url(request) or ""
    return _answer([{"text": text, "hint": hint, "url": f"{path}{target}"} for text, hint, target in found])


def _answer(suggestions, status=200):
    response = JsonResponse({"suggestions": suggestions}, status=status)
    # Private: the address tells what somebody typed.
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT if status == 200 else 0}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _topics(shown, words):
    """Topics of resources that are shown: one that only drafts have would lead to nothing, and tell of them."""
    field = ResourcePage._meta.get_field("topics")
    used = field.remote_field.through.objects.filter(**{f"{field.m2m_field_name()}__in": shown.order_by()})
    begins = Q(*(Q(name__istartswith=word) | Q(name__icontains=f" {word}") for word in words))
    topics = Topic.objects.active().filter(begins, pk__in=used.values(field.m2m_reverse_field_name()))
    names = topics.order_by("name").values_list("name", "slug")[:MAX_TOPICS]
    return [(name, _("Topic"), f"?topic={slug}") for name, slug in names]


def _titles(library, shown, words):
    begun = shown.filter(beginning_like(ResourcePage, words)).order_by("sort_title", "pk")
    found = begun.values_list("title", "kind__name", "url_path")[:MAX_TITLES]
    return [(title, kind or _("Resource"), path.removeprefix(library.url_path)) for title, kind, path in found]
