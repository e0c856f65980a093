"""What was filled in becomes a product of its request: the file, the words of it, and a draft where it is a text."""

from django.db import transaction

from communication.making.sheets import FACTS
from communication.models import Newsletter, NewsletterItem, Product, Request, Story
from communication.models.stories import READ
from communication.newsletter_contents import newsletter_of_this_month
from core.attachments import CleanAttachment
from core.editing import Conflict
from core.form_keys import create_once
from themes.models import Theme

Kind = Request.Kind
OWN = "Dit maakt het communicatieteam zelf."


class StoryWentOn(Exception):
    """The story of a news item was changed at its own page, or is no draft any more: it is not overwritten."""

    def __init__(self, story):
        super().__init__()
        self.story = story


class StandsAlready(Exception):
    """The newsletter of this month tells of the same thing already, in `item`."""

    def __init__(self, item):
        super().__init__()
        self.item = item


def keep(form, kind, *, by, asked=None):
    """The product that came of it; without a request the team asks it of itself. Sent twice is made once."""
    key, content = form.cleaned_data["form_key"], _content(form, kind)
    if kind == Kind.NEWSLETTER:
        newsletter_of_this_month()  # it stays, also when the piece for it is refused

    def create():
        product = Product(request=asked or _own_request(form, kind, by), kind=kind, form_key=key)
        return _write(product, form, content, by)

    return create_once(Product.objects, key, create)[0]


def keep_again(product, form, *, by):
    """The same product, changed. Conflict when it is no longer what was read, StoryWentOn when its story is."""
    content = _content(form, product.kind)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=product.request_id)
        current = Product.objects.select_for_update().get(pk=product.pk)
        if current.seen != form.cleaned_data["read"]:
            raise Conflict
        return _write(current, form, content, by)


def reword(product):
    """Its piece in the newsletter says what it says now; one that was sent stays as it was read."""
    pieces = NewsletterItem.objects.filter(pk=(product.data or {}).get("item"))
    pieces.exclude(newsletter__in=Newsletter.objects.sent()).update(title=product.title, text=product.text)


def take_away(product):
    """With its piece in the newsletter; the draft of a story stays a draft."""
    with transaction.atomic():
        drafts = product.data or {}
        NewsletterItem.objects.filter(pk=drafts.get("item")).delete()
        product.remove()


def fields_of(product):
    """What was filled in when it was made, or None for what the portal did not make."""
    return (product.data or {}).get("fields")


def _content(form, kind):
    """The file, or None for a text."""
    if not form.sheet:
        return None
    sheet = form.sheet(form.typed, form.thing)
    return CleanAttachment(sheet.made(), sheet.output, kind)


def _write(product, form, content, by):
    fields = form.typed
    product.title, product.text = fields["title"], _words(product.kind, fields)
    was = product.data or {}
    product.data = {"about": form.thing.key, "fields": fields} | _draft(product, form, was, by)
    product.revise(["title", "text", "data"], content, by=by)
    return product


def _words(kind, fields):
    """What is read of it without opening the file."""
    if kind in (Kind.NEWS, Kind.SOCIAL):
        first = fields["lead"] if kind == Kind.NEWS or not fields["text"] else ""
        return "\n\n".join(filter(None, [first, fields["text"]]))
    if kind == Kind.NEWSLETTER:
        return fields["text"]
    facts = [f"{shown}: {fields[name]}" for name, shown in FACTS if fields[name]]
    return "\n\n".join(filter(None, [fields["lead"], "\n".join(facts), f"{fields['call']} {fields['address']}"]))


def _own_request(form, kind, by):
    thing = form.thing
    asked = Request.submit(
        by=by, actor=by, kind=kind, subject=form.cleaned_data["title"], text=OWN, project=thing.project,
        group=thing.group,
    )  # fmt: skip
    asked.assign(to=by, by=by)
    asked.begin(by=by)
    return asked


def _draft(product, form, was, by):
    """{"story": key} or {"item": key} of the draft that goes with a text."""
    if product.kind == Kind.NEWS:
        return {"story": _story(was.get("story"), was.get("fields", {}), form, by)}
    if product.kind == Kind.NEWSLETTER:
        return {"item": _item(was.get("item"), form)}
    return {}


def _story(pk, was, form, by):
    """A draft of the story, or the one there is with what changed here; on the website it stays as it is."""
    story = Story.objects.select_for_update().filter(pk=pk).first()
    if story is None:
        return _new_story(form, by)
    if story.is_published:
        return pk
    wanted = _story_fields(form.typed, form.thing)
    of_before = _story_fields(form.typed | was, form.thing)
    changed = {name for name in wanted if wanted[name] not in (of_before[name], getattr(story, name))}
    is_as_it_was = all(getattr(story, name) == of_before[name] for name in READ)
    if changed and not (is_as_it_was and story.state == Story.State.DRAFT):
        raise StoryWentOn(story)
    for name in changed:
        setattr(story, name, wanted[name])
    story.save(update_fields=changed)
    return pk


def _new_story(form, by):
    story = Story(author=by, project=form.thing.project, **_story_fields(form.typed, form.thing))
    story.name_address()
    story.save()
    return story.pk


def _story_fields(fields, thing):
    return {name: fields[name] for name in READ} | {
        "theme": Theme.objects.filter(slug=fields["theme"]).first(),
        "photo": thing.photos.filter(pk=fields["photo"] or None).first(),
    }


def _item(pk, form):
    """A piece in the newsletter of this month; None when that was sent already."""
    fields = form.typed
    words = {"title": fields["title"], "text": fields["text"], "link": fields["address"]}
    open_items = NewsletterItem.objects.filter(pk=pk).exclude(newsletter__in=Newsletter.objects.sent())
    if pk and open_items.update(**words):
        return pk
    newsletter, _ = newsletter_of_this_month()
    if newsletter.is_sent:
        return None
    about = form.thing.row
    kind = next((_ITEM_KINDS[name] for name in about), NewsletterItem.Kind.OTHER)
    if not about.keys() & NewsletterItem.ONCE:
        return newsletter.items.create(kind=kind, **words, **about).pk
    item, is_new = newsletter.items.get_or_create(**about, defaults={"kind": kind, **words})
    if not is_new:
        raise StandsAlready(item)
    return item.pk


_ITEM_KINDS = {
    "story": NewsletterItem.Kind.STORY,
    "project": NewsletterItem.Kind.PROJECT,
    "meeting": NewsletterItem.Kind.DATE,
    "activity": NewsletterItem.Kind.DATE,
}
