"""Who saves in the back office writes what was changed, and is told of who was first."""

from core.editing import ReadBefore


class SavesWhatChanged:
    """An instance read earlier and saved whole would put an old state back: only what the form changed is written."""

    def save_model(self, request, obj, form, change):
        if not change:
            return super().save_model(request, obj, form, change)
        fields = changed_fields(obj, form)
        return obj.save(update_fields=fields) if fields else None


def changed_fields(obj, form):
    return [field.name for field in obj._meta.concrete_fields if field.name in form.changed_data]


class TellsWhoIsSecond:
    """Of a form that is a `ReadBefore`; who only looks has nothing to send along."""

    form = ReadBefore

    def get_fields(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        return [name for name in super().get_fields(request, obj) if may_change or name != "read"]


class VersionedForm(ReadBefore):
    """Writes what was changed and no more; who edits it on the site at the same moment is told by `next_version`."""

    next_version = None

    def save(self, commit=True):
        if self.instance.pk is None or not commit:
            return super().save(commit)
        turn = self.next_version()
        for name, value in turn.items():
            setattr(self.instance, name, value)
        self.instance.save(update_fields=[*changed_fields(self.instance, self), *turn])
        self.instance.refresh_from_db(fields=list(turn))
        return self.instance
