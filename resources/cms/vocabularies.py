"""Screens that staff edit a vocabulary on; the upper floors use them for theirs."""

from wagtail.snippets.views.snippets import SnippetViewSet


def vocabulary_screens(vocabulary, *, columns=(), filters=(), icon="list-ul", related=()):
    """The screens of one vocabulary: its words in their order, retired ones marked, searched by name and description.

    `columns` and `filters` come beside the usual ones; `related` names what the columns look up, so that a list costs a
    fixed number of queries. The search does not use the search backend, which a lone quotation mark upsets
    (wagtail #13227).
    """

    class VocabularyViewSet(SnippetViewSet):
        model = vocabulary
        list_display = ["name", *columns, "sort_order", "is_active"]
        list_filter = ["is_active", *filters]
        ordering = list(vocabulary._meta.ordering)
        list_per_page = 50
        search_backend_name = None
        search_fields = ["name", "description"]

        def get_queryset(self, request):
            joins = [name for name in columns if isinstance(name, str) and vocabulary._meta.get_field(name).many_to_one]
            return vocabulary.objects.select_related(*joins).prefetch_related(*related)

    VocabularyViewSet.icon = icon
    return VocabularyViewSet
