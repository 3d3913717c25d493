"""The templates that print the rows of a collection, one for each view."""

from resources.enums import CollectionView

TEMPLATES = {
    CollectionView.LIST: "partnership_resources/collection_list.html",
    CollectionView.SUMMARY: "partnership_resources/collection_summary.html",
    CollectionView.TABLE: "partnership_resources/collection_table.html",
    CollectionView.CARDS: "partnership_resources/collection_cards.html",
}


def template_of(view):
    """The template that prints rows in a view; the list's for a view that is not made of rows."""
    return TEMPLATES.get(view, TEMPLATES[CollectionView.LIST])
