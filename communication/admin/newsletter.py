"""The newsletter: made of what the portal knows, mended by the team, looked at and sent."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from communication.forms.newsletter import ItemForm, NewsletterForm
from communication.models import Newsletter, NewsletterItem, NewsletterSubscriber
from communication.newsletter_contents import newsletter_of_this_month
from communication.newsletter_sending import contents_of, write_trial
from communication.post_room import why_not
from core import dates
from core.admin import PlainWords
from core.pagination import page_of

STATES = {"sent": "verstuurd", "failed": "mislukt", "waiting": "wacht", "dropped": "afgemeld"}
PER_PAGE = 100


class ItemInline(admin.StackedInline):
    model = NewsletterItem
    form = ItemForm
    extra = 0


@admin.register(Newsletter)
class NewsletterAdmin(PlainWords, admin.ModelAdmin):
    form = NewsletterForm
    fields = ["read", "title", "intro", "standing"]
    readonly_fields = ["standing"]
    list_display = ["title", "standing"]
    inlines = [ItemInline]
    actions = None
    change_form_template = "admin/communication/newsletter/change_form.html"
    change_list_template = "admin/communication/newsletter/change_list.html"

    class Media:
        css = {"all": ["css/back-office.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).with_tally()

    def view_on_site(self, newsletter):
        return newsletter.get_absolute_url() if newsletter.is_sent else None

    def has_add_permission(self, request):
        """Made by its own button, once a month."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """What was sent stays as it is."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_sent)

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=form.own_fields)

    @admin.display(description="stand")
    def standing(self, newsletter):
        if not newsletter.is_sent:
            return "concept"
        said = ", ".join(f"{count} {word}" for count, word in _tally(newsletter) if count) or "er was nog geen lezer"
        return f"{dates.day(newsletter.sent_at)}: {said}"

    def changelist_view(self, request, extra_context=None):
        may_make = self.has_change_permission(request)
        return super().changelist_view(request, {"title": "Nieuwsbrief", "may_make": may_make} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, {"title": "Nieuwsbrief"} | (extra_context or {}))

    # -- buttons -------------------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("maken/", view(require_POST(self.make)), name="communication_newsletter_make"),
            path("<int:pk>/bekijken/", view(require_safe(self.preview)), name="communication_newsletter_preview"),
            path("<int:pk>/ontvangers/", view(require_safe(self.receivers)), name="communication_newsletter_receivers"),
            path("<int:pk>/proef/", view(require_POST(self.trial)), name="communication_newsletter_trial"),
            path("<int:pk>/versturen/", view(require_POST(self.send)), name="communication_newsletter_send"),
            *super().get_urls(),
        ]

    def make(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        newsletter, is_new = newsletter_of_this_month()
        if is_new:
            messages.success(request, "De nieuwsbrief is gemaakt. Kijk wat erin staat, en verander wat je wilt.")
        else:
            messages.warning(request, "De nieuwsbrief van deze maand was er al.")
        return redirect(reverse("admin:communication_newsletter_change", args=[newsletter.pk]))

    def preview(self, request, pk):
        newsletter = get_object_or_404(Newsletter, pk=pk)
        if not self.has_view_permission(request, newsletter):
            raise PermissionDenied
        mail = contents_of(newsletter, "")
        context = {
            **self.admin_site.each_context(request),
            "title": newsletter.title,
            "opts": self.opts,
            "newsletter": newsletter,
            "mail": mail,
            "text": render_to_string("communication/mail/newsletter.txt", mail),
            "readers": NewsletterSubscriber.objects.confirmed().count(),
            "may_send": self.has_change_permission(request, newsletter),
        }
        return TemplateResponse(request, "admin/communication/newsletter/preview.html", context)

    def receivers(self, request, pk):
        """What became of each mail. The team reads the addresses shortened: docs/decisions/who-received-it.md"""
        newsletter = get_object_or_404(Newsletter.objects.sent().with_tally(), pk=pk)
        if not self.has_view_permission(request, newsletter):
            raise PermissionDenied
        rows = newsletter.deliveries.select_related("subscriber").order_by("pk")
        page = page_of(rows, request.GET.get("pagina"), PER_PAGE)
        may_know = request.user.has_perm("communication.view_newslettersubscriber")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Wie kreeg hem: {newsletter.title}",
            "opts": self.opts,
            "newsletter": newsletter,
            "tally": _tally(newsletter),
            "page": page,
            "rows": [(_called(row.subscriber, may_know), STATES[row.state], _why(row), row) for row in page],
            "may_know": may_know,
        }
        return TemplateResponse(request, "admin/communication/newsletter/receivers.html", context)

    def trial(self, request, pk):
        newsletter = self._draft(request, pk)
        try:
            write_trial(newsletter, request.user.email).send()
        except OSError:
            messages.error(request, "De mail kon niet weg. Probeer het straks nog een keer.")
        else:
            messages.success(request, f"De proef is verstuurd naar {request.user.email}.")
        return self._to_preview(newsletter)

    def send(self, request, pk):
        newsletter = self._draft(request, pk)
        if not newsletter.parts:
            messages.warning(request, "Er staat nog niets in de nieuwsbrief.")
        elif newsletter.send(by=request.user.person, seen=request.POST.get("seen", "")):
            messages.success(request, "De nieuwsbrief gaat nu naar de lezers. Hij staat ook op de website.")
        else:
            messages.warning(request, "Iemand veranderde net iets, of verstuurde hem al. Kijk nog een keer.")
        return self._to_preview(newsletter)

    def _draft(self, request, pk):
        newsletter = get_object_or_404(Newsletter, pk=pk)
        if not self.has_change_permission(request):
            raise PermissionDenied
        return newsletter

    def _to_preview(self, newsletter):
        return redirect(reverse("admin:communication_newsletter_preview", args=[newsletter.pk]))


def _tally(newsletter):
    """[(how many, what became of them)]"""
    return [(getattr(newsletter, f"{state}_count"), word) for state, word in STATES.items()]


def _called(subscriber, may_know):
    if subscriber is None:
        return ""
    return subscriber.email if may_know else subscriber.shortened


def _why(row):
    return "" if row.sent_at else why_not(row.last_error)


@admin.register(NewsletterSubscriber)
class NewsletterSubscriberAdmin(PlainWords, admin.ModelAdmin):
    """For the administrator, who takes out whoever asks for it, and addresses that mail comes back from."""

    list_display = ["email", "confirmed_at"]
    search_fields = ["email"]

    def has_add_permission(self, request):
        """Only who owns the address presses the button in the mail."""
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, obj):
        NewsletterSubscriber.objects.filter(pk=obj.pk).leave()

    def delete_queryset(self, request, queryset):
        queryset.leave()
