"""Every page of text in the demo, parents before children."""

from . import about, collections, mentoring, news

STANDARD_PAGES = mentoring.PAGES + about.PAGES + news.PAGES + (collections.PARENT,)
COLLECTIONS = collections.COLLECTIONS
