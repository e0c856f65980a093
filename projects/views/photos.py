"""Photos, with the rights of the project they belong to."""

from django.db.models.fields.files import FieldFile
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.file_responses import photo_response
from projects.models import Photo, Project
from projects.views.steps import drafts_of


@require_safe
def photo_file(request, photo_id, width):
    photo = get_object_or_404(Photo.objects.select_related("project", "update_post"), pk=photo_id)
    name = photo.file_of(width)
    if name is None or not _may_see(request, photo):
        raise Http404
    try:
        return photo_response(request, FieldFile(photo, photo.file.field, name), is_public=photo.is_public)
    except FileNotFoundError:
        raise Http404 from None


def _may_see(request, photo):
    user = request.user
    if photo.is_public:
        return True
    seen = Project.objects.visible_to(user).filter(pk=photo.project_id).exists()
    if seen and ((photo.is_out and not photo.is_hidden) or photo.project.is_minded_by(user)):
        return True
    return drafts_of(request).filter(pk=photo.project_id).exists()
