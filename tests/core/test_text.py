import time

import pytest
from django.template import Context, Template

from core.text import MAX_MARKS, MAX_PLAIN, marks, plain

NOFOLLOW = 'rel="nofollow noopener"'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Hoi", "<p>Hoi</p>"),
        ("een\ntwee\r\n\r\n\ndrie", "<p>een<br>twee</p><p>drie</p>"),
        ("1 < 2 & 'zo' \"ja\"", "<p>1 &lt; 2 &amp; 'zo' \"ja\"</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("&lt;b&gt;", "<p>&amp;lt;b&amp;gt;</p>"),
        ("buurt\u00adtuin \U0001f333 مرحبا", "<p>buurt\u00adtuin \U0001f333 مرحبا</p>"),
        ("**geen** _marks_ # hier", "<p>**geen** _marks_ # hier</p>"),
        ("", ""),
        (None, ""),
        (" \n \n", ""),
    ],
)
def test_what_was_typed_is_shown_as_text(typed, html):
    assert plain(typed) == html


@pytest.mark.parametrize(
    ("typed", "href", "shown"),
    [
        (
            "https://voorbeeld.test/a?b=1&c=2#d",
            "https://voorbeeld.test/a?b=1&amp;c=2#d",
            "https://voorbeeld.test/a?b=1&amp;c=2#d",
        ),
        ("www.dewijert.nl", "http://www.dewijert.nl", "www.dewijert.nl"),
        ("jan@voorbeeld.test", "mailto:jan@voorbeeld.test", "jan@voorbeeld.test"),
        ("mailto:jan@voorbeeld.test", "mailto:jan@voorbeeld.test", "mailto:jan@voorbeeld.test"),
        ("tel:050-1234567", "tel:050-1234567", "tel:050-1234567"),
    ],
)
def test_an_address_in_the_text_becomes_a_link(typed, href, shown):
    assert plain(f"Kijk: {typed}.") == f'<p>Kijk: <a href="{href}" {NOFOLLOW}>{shown}</a>.</p>'


@pytest.mark.parametrize(
    "typed",
    [
        "klaar.Is dit zo?",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.test/x",
        "ftp://voorbeeld.test/a",
        "vbscript:x",
    ],
)
def test_nothing_else_becomes_a_link(typed):
    assert "<a" not in plain(typed)
    assert "<a" not in marks(typed)


@pytest.mark.parametrize(
    "typed", ['https://a.test/"onmouseover="alert(1)', "https://a.test/<b>", "https://a.test/'x='"]
)
def test_a_link_cannot_break_out(typed):
    html = plain(typed)

    assert "<b>" not in html
    assert html.count("<a ") == 1
    assert 'onmouseover="' not in html.partition(">https")[0]


def test_marks_become_html_below_the_headings_of_the_page():
    html = marks(
        "# Een\n### Drie\n###### Zes\n\n**vet** _schuin_ ~~weg~~\n\n- a\n- b\n\n1. c\n\n> d\n\n[e](/projecten/)"
    )

    assert html == (
        "<h3>Een</h3>\n<h5>Drie</h5>\n<h6>Zes</h6>\n<p><strong>vet</strong> <em>schuin</em> <s>weg</s></p>\n"
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n<blockquote>\n<p>d</p>\n</blockquote>\n"
        f'<p><a href="/projecten/" {NOFOLLOW}>e</a></p>\n'
    )


def test_marks_skip_no_level_of_heading():
    assert marks("## Een\n\n### Twee", top=2) == "<h2>Een</h2>\n<h3>Twee</h3>\n"
    assert marks("#### Een") == "<h3>Een</h3>\n"


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,xx)",
        "![x](https://evil.test/pixel.png)",
        "![x](javascript:alert(1))",
        '[x](https://a.test "\\" onclick=\\"alert(1)")',
        "<a href='javascript:alert(1)'>x</a>",
        "<style>*{}</style>",
        '<https://a.test/"onclick=alert(1)>',
        "```<script>\nx\n```",
    ],
)
def test_marks_cannot_do_harm(typed):
    html = marks(typed)

    for harm in ("<script", "<img", "<style", 'href="javascript', 'href="data', ' onclick="', "onerror=alert(1)>"):
        assert harm not in html


def test_of_an_image_only_its_text_is_left():
    assert marks("![Een <b>bank</b>](https://evil.test/a.png)") == "<p>Een &lt;b&gt;bank&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    "hostile",
    ["a@", "www.", "http://", "http://a.nl/(", "a.", "<", "\n \n", "tel:", "[", "![", "*a ", "> ", "`", "|a", "- "],
)
def test_hostile_text_is_rendered_quickly(hostile):
    started = time.process_time()

    plain(hostile * MAX_PLAIN)
    marks(hostile * MAX_MARKS)

    # CPU time, ten times what it takes: without the caps some of these take minutes.
    assert time.process_time() - started < 20


def test_one_endless_word_is_left_alone():
    assert plain("https://a.test/" + "a" * 1000) == "<p>https://a.test/" + "a" * 1000 + "</p>"
    assert marks("https://a.test/" + "a" * 1000) == "<p>https://a.test/" + "a" * 1000 + "</p>\n"


def test_templates_have_both():
    template = Template("{% load text %}{{ t|plain }}{{ t|marks }}{{ none|plain }}")

    assert template.render(Context({"t": "**x**", "none": None})) == "<p>**x**</p><p><strong>x</strong></p>\n"
