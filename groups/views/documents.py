"""Documents of a group: put there and taken away by who steers it, read by who may."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.file_responses import download
from core.form_keys import create_once, say_done
from core.limits import limited
from groups.forms.documents import DocumentForm
from groups.models import Document, Full
from groups.views.finding import group_of, say_gone, scope


@limited("group_document", per="30/h", by="user")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_document(request, slug):
    group = group_of(slug)
    group.require_of(request.user, group.steered_by(request.user))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*sent, scope=scope(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/document_add.html", {"form": form, "group": group})
    fields = form.cleaned_data
    try:
        _, is_new = create_once(
            group.documents.all(), fields["form_key"], lambda: Document.add(group, by=request.user.person, **fields)
        )
    except Full:
        messages.warning(request, "De groep heeft al 200 documenten. Haal er eerst een weg.")
    else:
        say_done(request, f"‘{fields['title']}’ staat erbij.", is_new=is_new)
    return redirect(f"{group.get_absolute_url()}#documenten")


@require_safe
def document_file(request, slug, document_id):
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=document_id, group__slug=slug)
    return download(document.file, document.shown_name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_document(request, slug, document_id):
    group = group_of(slug)
    is_gone = not Document.objects.filter(pk=document_id).exists()
    if is_gone and request.method == "POST" and group.steered_by(request.user):
        return say_gone(request, group)
    document = get_object_or_404(group.documents.visible_to(request.user), pk=document_id)
    group.require_of(request.user, group.steered_by(request.user))
    if request.method != "POST":
        return render(request, "groups/document_remove.html", {"document": document, "group": group})
    if not document.remove():
        return say_gone(request, group)
    messages.success(request, f"‘{document.title}’ is weg.")
    return redirect(f"{group.get_absolute_url()}#documenten")
