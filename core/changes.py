"""Who changed what in the back office: Django's own log of it, with what stood there before and after."""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.options import get_content_type_for_model

SHOWN = 100  # the newest
GONE, NEW = "gone", "new"


@dataclass(frozen=True)
class Change:
    entry: LogEntry
    is_first: bool
    fields: list  # [(label, [(kind, line)])]: of what can be shown, the lines that went and came


def with_values(message, form):
    """A change message of Django that also keeps, of each text that was changed, how it was and how it became."""
    shown = [name for name in form.changed_data if not form.fields[name].widget.is_hidden]
    for part in message:
        if "changed" in part and "name" not in part["changed"]:
            part["changed"]["values"] = [_value(form, name) for name in shown]
    return message


def changes_of(thing):
    """The newest first."""
    entries = LogEntry.objects.filter(
        content_type=get_content_type_for_model(thing), object_id=str(thing.pk)
    ).select_related("user__person")
    return [_change(entry) for entry in entries.order_by("-action_time", "-pk")[:SHOWN]]


def changed_lines(before, after):
    """[(kind, line)] of the lines that went and came, in their order."""
    old, new = before.splitlines(), after.splitlines()
    lines = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            lines += [(GONE, line) for line in old[old_from:old_to] if line.strip()]
            lines += [(NEW, line) for line in new[new_from:new_to] if line.strip()]
    return lines


def _value(form, name):
    """[label, before, after]; of a file that was sent, and what is no column, only that it changed."""
    texts = [form.initial.get(name), form.cleaned_data[name]] if name in form.own_fields else ["", ""]
    return [str(form.fields[name].label or name), *("" if text is None else str(text) for text in texts)]


def _change(entry):
    return Change(
        entry, entry.action_flag == ADDITION, [(label, changed_lines(*texts)) for label, *texts in _values(entry)]
    )


def _values(entry):
    """[[label, before, after]]; of what was changed before this was kept only the labels are known."""
    try:
        message = json.loads(entry.change_message)
    except ValueError:
        return []
    parts = [part.get("changed", {}) for part in message if isinstance(part, dict)]
    return [
        value for part in parts for value in part.get("values", [[label, "", ""] for label in part.get("fields", [])])
    ]
