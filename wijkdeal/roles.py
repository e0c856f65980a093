"""What each role may do in the admin: exactly this, laid down again after every migrate."""

from django.apps import apps as global_apps

from accounts.models import Role

VIEW, CHANGE, ADD, DELETE = "view", "change", "add", "delete"
TEAM = {
    "communication.request": (VIEW, CHANGE),
    "communication.message": (VIEW, ADD),
    "communication.attachment": (VIEW, ADD),
    "communication.product": (VIEW, ADD, CHANGE, DELETE),
    "communication.placement": (VIEW, CHANGE),
    "communication.facebookpost": (VIEW, ADD, CHANGE, DELETE),
    "communication.posterboard": (VIEW, ADD, CHANGE, DELETE),
    "communication.answertemplate": (VIEW, ADD, CHANGE, DELETE),
    "communication.story": (VIEW, ADD, CHANGE),
    "communication.storyphoto": (VIEW, ADD, CHANGE, DELETE),
    "communication.storyperson": (VIEW, ADD, CHANGE, DELETE),
    "communication.newsletter": (VIEW, CHANGE),
    "communication.newsletteritem": (VIEW, ADD, CHANGE, DELETE),
    "communication.enquiry": (VIEW, CHANGE),
    "communication.wandkrant": (VIEW,),
    "core.sitesettings": (VIEW, CHANGE),
    "core.pagetext": (VIEW, ADD, CHANGE),
    "core.timelinemoment": (VIEW, ADD, CHANGE, DELETE),
    "projects.project": (VIEW,),
    "projects.update": (VIEW,),
    "projects.photo": (VIEW,),
    "projects.question": (VIEW,),
    "projects.report": (VIEW,),
    "projects.signpost": (VIEW, ADD, CHANGE, DELETE),
    "groups.group": (VIEW,),
    "groups.meeting": (VIEW,),
}


def grant_permissions(sender, **kwargs):
    """Make the three role groups and give the communicatieteam its permissions; the administrator is a superuser."""
    groups = {role: _group(role) for role in Role}
    groups[Role.COMMUNICATIETEAM].permissions.set(_permissions(TEAM))


def _group(role):
    return global_apps.get_model("auth.Group").objects.get_or_create(name=role)[0]


def _permissions(table):
    permission = global_apps.get_model("auth.Permission")
    wanted = {
        (label.split(".")[0], f"{action}_{label.split('.')[1]}")
        for label, actions in table.items()
        for action in actions
    }
    found = permission.objects.filter(content_type__app_label__in={app for app, _ in wanted}).select_related(
        "content_type"
    )
    return [row for row in found if (row.content_type.app_label, row.codename) in wanted]
