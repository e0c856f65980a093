"""What was filled in becomes a product of its request: the file, the words of it, and a draft where it is a text."""

from django.db import transaction

from communication.making.sheets import FACTS
from communication.models import Newsletter, NewsletterItem, Product, Request, Story
from communication.newsletter_contents import newsletter_of_this_month
from core.attachments import CleanAttachment
from core.editing import Conflict
from core.form_keys import create_once
from themes.models import Theme

Kind = Request.Kind
OWN = "Dit maakt het communicatieteam zelf."


def keep(form, kind, *, by, asked=None):
    """The product that came of it; without a request the team asks it of itself. Sent twice is made once."""
    key, content = form.cleaned_data["form_key"], _content(form, kind)

    def create():
        product = Product(request=asked or _own_request(form, kind, by), kind=kind, form_key=key)
        return _write(product, form, content, by)

    return create_once(Product.objects, key, create)[0]


def keep_again(product, form, *, by):
    """The same product, changed. Conflict when it is no longer what was read."""
    content = _content(form, product.kind)
    with transaction.atomic():
        Request.objects.select_for_update().get(pk=product.request_id)
        current = Product.objects.select_for_update().get(pk=product.pk)
        if current.seen != form.cleaned_data["read"]:
            raise Conflict
        return _write(current, form, content, by)


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
        return {"story": _story(was.get("story"), form, by)}
    if product.kind == Kind.NEWSLETTER:
        return {"item": _item(was.get("item"), form)}
    return {}


def _story(pk, form, by):
    """A draft of the story; one that is on the website already stays as it is."""
    if pk and Story.objects.published().filter(pk=pk).exists():
        return pk
    fields = form.typed
    story = Story.objects.select_for_update().filter(pk=pk).first() or Story(author=by, project=form.thing.project)
    story.title, story.lead, story.text = fields["title"], fields["lead"], fields["text"]
    story.theme = Theme.objects.filter(slug=fields["theme"]).first()
    story.photo = form.thing.photos.filter(pk=fields["photo"] or None).first()
    if not story.slug:
        story.name_address()
    story.save()
    return story.pk


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
    return newsletter.items.create(kind=kind, **words, **about).pk


_ITEM_KINDS = {
    "story": NewsletterItem.Kind.STORY,
    "project": NewsletterItem.Kind.PROJECT,
    "meeting": NewsletterItem.Kind.DATE,
    "activity": NewsletterItem.Kind.DATE,
}
