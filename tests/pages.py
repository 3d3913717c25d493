"""Reading served pages in tests: what people see, without tying tests to markup."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

# What the address of a list may be asked for by mistake or on purpose; none of it may break a page.
BAD_QUERIES = {
    "unknown value": {"topic": "no-such", "kind": "no-such", "language": "no-such", "format": "no-such"},
    "unknown name": {"colour": "blue"},
    "page in words": {"page": "abc"},
    "page too high": {"page": "9999"},
    "page below one": {"page": "-1"},
    "page of many digits": {"page": "9" * 400},
    "page in other digits": {"page": "٣"},
    "long text": {"q": "word " * 1_000},
    "NUL": {"q": "a\x00b", "topic": "\x00", "sort": "\x00", "page": "\x00"},
    "lone double quote": {"q": '"'},
    "lone single quote": {"q": "'"},
    "search syntax": {"q": 'NEAR( AND OR * ^ : - ) "a'},
    "emoji": {"q": "🎉"},
    "percent": {"q": "100% %s %(x)s"},
    "backslash": {"q": "\\ \\' \\\""},
    "right to left": {"q": "\u202eabc"},
    "markup": {"q": "<script>alert(1)</script>", "topic": "<script>"},
    "template": {"q": "{{ settings.SECRET_KEY }}{% debug %}"},
    "bad year": {"year": ["0", "99999", "-1", "abcd", "２０２０"]},
    "unknown sort": {"sort": "password"},
    "many values": {"topic": [f"t{n}" for n in range(500)]},
}


def text_of(response):
    """The words of a page, spaces made one."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def titles_of_rows(response):
    """Titles of the rows of a list, in order."""
    found = re.findall(r'<h\d class="p-row__title"><a [^>]*>(.*?)</a>', response.content.decode())
    return [unescape(strip_tags(title)) for title in found]


def count_queries(client, url):
    """How many queries a page costs once caches are warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
