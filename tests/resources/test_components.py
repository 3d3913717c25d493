"""The shared components and their helpers, rendered as a page would render them."""

import datetime
import json
import re
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from resources.structured_data import json_ld_text
from resources.templatetags.partnership import file_size, highlight, hostname


def render(source, path="/", **context):
    """`source` as a template with a request for `path`."""
    return engines["django"].from_string("{% load partnership %}" + source).render(context, RequestFactory().get(path))


class NoteForm(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="We answer here.")
    reader = forms.ChoiceField(
        label="Who may read it?", choices=[("me", "Only me"), ("pair", "My pair")], widget=forms.RadioSelect
    )


FORM = '{% include "partnership/components/form.html" with form=form submit_label="Save" only %}'


def test_pagination_keeps_the_other_parameters():
    page = Paginator(range(100), 10).page(5)

    html = render(
        '{% include "partnership/components/pagination.html" with page_obj=page only %}', "/?q=a%26b&page=5", page=page
    )

    assert re.findall(r'href="(\?[^"]+)"', html) == [f"?q=a%26b&amp;page={number}" for number in (4, 1, 4, 6, 10, 6)]


def test_one_page_has_no_pagination():
    page = Paginator(range(3), 10).page(1)

    assert (
        render('{% include "partnership/components/pagination.html" with page_obj=page only %}', page=page).strip()
        == ""
    )


def test_form_in_an_isolated_include_carries_a_csrf_token():
    assert len(re.findall(r'name="csrfmiddlewaretoken" value="\w{32,}"', render(FORM, form=NoteForm()))) == 1


def test_refused_form_keeps_what_was_typed_and_ties_errors_to_fields():
    html = render(FORM, form=NoteForm({"email": "nobody"}))

    assert re.findall(r'<a href="#([^"]+)">', html) == ["id_email", "id_reader_group"]
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert re.findall(r'id="(id_email_helptext|id_email_error|id_email|id_reader_group)"', html) == [
        "id_email_helptext",
        "id_email_error",
        "id_email",
        "id_reader_group",
    ]
    assert 'value="nobody"' in html


def test_error_summary_takes_focus_only_when_there_are_errors():
    assert "autofocus" in render(FORM, form=NoteForm({}))
    assert "autofocus" not in render(FORM, form=NoteForm())


def test_tags_print_words_as_they_are():
    html = render(
        '{% include "partnership/components/tags.html" with tags=tags only %}',
        tags=["STEM", {"title": "Arts", "url": "/a/"}],
    )

    assert re.findall(r'<span class="p-tag">(.*?)</span>|<a class="p-tag" href="/a/">(.*?)</a>', html) == [
        ("STEM", ""),
        ("", "Arts"),
    ]


def test_facts_print_a_value_or_a_list():
    html = render(
        '{% include "partnership/components/facts.html" with facts=facts only %}',
        facts=[{"label": "Setting", "value": "School <based>"}, {"label": "Offers", "values": ["Arts", "Music"]}],
    )

    assert "School &lt;based&gt;" in html
    assert re.findall(r"<li>(.*?)</li>", html) == ["Arts", "Music"]


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (240_321, "240 kB"),
        (999_700, "1.0 MB"),
        (1_440_000, "1.4 MB"),
        (52_000_000, "52 MB"),
        (None, ""),
        ("x", ""),
    ],
)
def test_file_sizes_read_in_steps_of_a_thousand(size, words):
    assert file_size(size).replace("\N{NO-BREAK SPACE}", " ") == words


def test_date_block_shows_the_day_in_the_gathering_s_own_zone():
    starts_at = datetime.datetime(2026, 10, 8, 23, tzinfo=ZoneInfo("America/Los_Angeles"))

    with timezone.override("America/Chicago"):
        html = render(
            '{% include "partnership/components/date_block.html" with starts_at=at zone="America/Los_Angeles" only %}',
            at=starts_at,
        )

    assert re.findall(r"<span[^>]*>(.*?)</span>", html) == ["Thu", "8", "Oct"]


@pytest.mark.parametrize(("url", "host"), [("https://www.isbe.net/a", "isbe.net"), ("//[", ""), ("", ""), (None, "")])
def test_hostname_of_an_address(url, host):
    assert hostname(url) == host


def test_highlight_marks_words_and_escapes_the_rest():
    assert highlight("<b>Family</b> nights", "family") == "&lt;b&gt;<mark>Family</mark>&lt;/b&gt; nights"


def test_json_ld_cannot_end_its_script_and_leaves_out_blanks():
    data = {"name": "</script><script>alert(1)</script>", "image": None, "url": "", "offers": [{"price": 0}]}

    text = json_ld_text(data)

    assert "<" not in text
    assert json.loads(text) == {"name": data["name"], "offers": [{"price": 0}]}


def test_breadcrumbs_for_search_engines_have_full_addresses():
    crumbs = [{"title": "Home", "url": "/"}, {"title": "Library", "url": ""}]

    html = render("{% breadcrumb_json_ld crumbs %}", crumbs=crumbs)

    assert json.loads(html.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))[
        "itemListElement"
    ] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "http://testserver/"},
        {"@type": "ListItem", "position": 2, "name": "Library"},
    ]
