"""From what people typed to HTML that is safe. The only module of the project that marks a text as safe."""

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import mark_safe
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

# Rendering takes time in the length of the text; no form takes more than this.
MAX_PLAIN = 20_000
MAX_MARKS = 30_000

# What nobody writes, and what takes quadratic time to look for links in.
_ENDLESS = 1000
_MANY_LINKS = 500
_ENDLESS_WORD = re.compile(rf"\S{{{_ENDLESS}}}")
_MAY_BE_LINK = re.compile(r":|@|www\.", re.IGNORECASE)

# What a field says whose text is read with `marks`.
MARKS = "Opmaak: ## kop, **vet**, - lijst, [tekst](adres)."

_SCHEMES = {"http", "https", "mailto", "tel"}
_REL = "nofollow noopener"
_PLAIN_TAGS = {"p", "br", "a"}
_MARKS_TAGS = _PLAIN_TAGS | {
    *("h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "ul", "ol", "li", "blockquote", "hr", "code", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_MARKS_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def plain(text):
    """Paragraphs, line ends and links of a text that is only text: every sign in it is shown as it was typed."""
    text = str(text or "")[:MAX_PLAIN].replace("\r\n", "\n").strip()
    if not text:
        return ""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text)
    html = "".join(f"<p>{_with_links(paragraph)}</p>" for paragraph in paragraphs)
    return _safe(html, tags=_PLAIN_TAGS, attributes={"a": {"href"}})


def marks(text, top=3):
    """Markdown of the team: headings, lists, tables, links; of an image only its text.

    The highest heading in the text becomes h`top`, so that no page skips a level.
    """
    text = str(text or "")[:MAX_MARKS]
    is_hostile = text.count("[") > _MANY_LINKS or _ENDLESS_WORD.search(text)
    markdown = _markdown_without_links if is_hostile else _markdown
    tokens = markdown.parse(text)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    html = markdown.renderer.render(tokens, markdown.options, {"lower": top - min(levels, default=top)})
    return _safe(html, tags=_MARKS_TAGS, attributes=_MARKS_ATTRIBUTES)


def _with_links(text):
    """Word by word: looking for links in one endless word takes quadratic time, so that is left alone."""
    if not _MAY_BE_LINK.search(text):
        return _lines(text)
    words = re.split(r"(\s+)", text)
    return "".join(
        _word(word) if len(word) < _ENDLESS and _MAY_BE_LINK.search(word) else _lines(word) for word in words
    )


def _word(text):
    parts, end = [], 0
    for match in filter(_is_meant_as_link, _links.match(text) or []):
        link = f'<a href="{escape(match.url)}">{escape(match.text)}</a>'
        parts += [escape(text[end : match.index]), link]
        end = match.last_index
    return "".join([*parts, escape(text[end:])])


def _is_meant_as_link(match):
    """Not "klaar.Is dit": a name without http or www is a link only when it is an e-mail address."""
    return bool(match.schema) or match.text.lower().startswith("www.")


def _lines(text):
    return escape(text).replace("\n", "<br>")


def _safe(html, *, tags, attributes):
    cleaned = nh3.clean(html, tags=tags, attributes=attributes, url_schemes=_SCHEMES, link_rel=_REL)
    return mark_safe(cleaned)  # noqa: S308 - cleaned one line up


def _telephone(self, text, position):
    match = re.match(r"\+?[0-9][0-9-]{5,18}", text[position : position + 20])
    return len(match[0].rstrip("-")) if match else 0


def _move_heading(self, tokens, index, options, env):
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + env['lower'], 6)}"
    return self.renderToken(tokens, index, options, env)


def _image_as_text(self, tokens, index, options, env):
    return escape(tokens[index].content)


def _make_markdown():
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": 20})
    markdown.enable(["linkify", "strikethrough", "table"])
    markdown.linkify.set({"fuzzy_link": False}).add("ftp:", None).add("//", None)
    for kind in ("heading_open", "heading_close"):
        markdown.add_render_rule(kind, _move_heading)
    markdown.add_render_rule("image", _image_as_text)
    return markdown


# Endings of addresses that the library does not know; with two letters it knows them all.
_ENDINGS = ["amsterdam", "app", "frl", "nieuws", "online", "test", "wiki"]
_links = LinkifyIt().add("tel:", {"validate": _telephone}).add("ftp:", None).add("//", None).tlds(_ENDINGS, True)
_markdown = _make_markdown()
_markdown_without_links = _make_markdown().disable(["linkify", "link", "image", "reference"])
