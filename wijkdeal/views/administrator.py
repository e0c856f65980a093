"""What only the administrator reads: who did what, and what went away when it was kept long enough."""

from datetime import timedelta
from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit import AuditEntry
from accounts.models import Person
from accounts.signin import recently_shown
from core.fields import LineField
from core.retention import RetentionRun
from wijkdeal import audit, erasing, own_data, own_files
from wijkdeal.retention import RULES

PER_PAGE = 50
LATE_AFTER = timedelta(days=2)


def for_administrator(view):
    """Decorate outermost: without the role it is 403, before anything else is asked."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


class LogForm(forms.Form):
    """What to look for; what cannot be read is left out, and said."""

    wie = forms.CharField(label="Naam of e-mailadres", required=False, max_length=100)
    soort = forms.ChoiceField(label="Wat", required=False, choices=[("", "alles"), *audit.KINDS])
    vanaf = forms.DateField(label="Vanaf", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    tot = forms.DateField(label="Tot en met", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    pagina = forms.IntegerField(required=False, min_value=1, max_value=1000, widget=forms.HiddenInput)

    @property
    def asked(self):
        said = self.cleaned_data
        return {
            "who": (said.get("wie") or "").strip(),
            "kind": said.get("soort") or "",
            "since": said.get("vanaf"),
            "until": said.get("tot"),
        }


@for_administrator
@require_safe
def audit_log(request):
    """Read only: there is no way to change or throw away a line."""
    form = LogForm(request.GET)
    form.is_valid()
    page = form.cleaned_data.get("pagina") or 1
    start = (page - 1) * PER_PAGE
    rows = list(audit.lines(**form.asked)[start : start + PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        "title": "Logboek",
        "form": form,
        "lines": [audit.line(row) for row in rows[:PER_PAGE]],
        "newer": page - 1,
        "older": page + 1 if len(rows) > PER_PAGE else 0,
        "query": query.urlencode(),
        "is_narrowed": any(form.asked.values()),
    }
    return _page(request, "admin/wijkdeal/audit_log.html", context)


@for_administrator
@require_safe
def retention(request):
    """Each rule with when it was last looked after; one that was not for two days is said to be late."""
    runs = {run.key: run for run in RetentionRun.objects.all()}
    late = timezone.now() - LATE_AFTER
    rows = [(rule, runs.get(rule.key)) for rule in RULES]
    is_late = any(rule.needs_task and (run is None or run.at < late) for rule, run in rows)
    return _page(request, "admin/wijkdeal/retention.html", {"title": "Bewaren", "rows": rows, "is_late": is_late})


class WhyForm(forms.Form):
    why = LineField(200, called="je uitleg", label="Hoe weet je wie het vraagt?")


@for_administrator
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def written_down(request, pk):
    """What is kept of somebody without an account, who asks for it at the counter: to hand out, or to take out."""
    person = get_object_or_404(Person, pk=pk, user=None)
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        by = request.user.person
        if "remove" not in request.POST:
            AuditEntry.record(AuditEntry.Kind.EXPORT, actor=by, person=person, words=form.cleaned_data["why"])
            return own_files.response_for(own_data.stand_in(person))
        if erasing.erase_written_down(person, by=by):
            messages.success(request, "De naam en de gegevens zijn overal weggehaald.")
        else:
            messages.warning(request, "Van deze persoon was al alles weggehaald.")
        return redirect("admin:accounts_person_changelist")
    context = {"title": "Wat we van iemand bewaren", "person": person, "form": form}
    return _page(request, "admin/wijkdeal/written_down.html", context)


def _page(request, template, context):
    return TemplateResponse(request, template, admin.site.each_context(request) | context)
