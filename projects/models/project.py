from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import Organisation, Person, User
from core.editing import Conflict
from projects.models import page_data
from projects.models.drafts import Drafting, DraftQuerySet
from projects.models.events import ProjectEvent
from projects.models.explaining import Explaining, ExplainingQuerySet
from projects.models.finding import PLACE_AS_NAME, TITLE_AS_NAME, FindingQuerySet
from projects.models.hiding import HideableProject, HidingQuerySet
from projects.models.lifecycle import InvalidTransition, Lifecycle
from projects.models.looking_back import GUIDED_FIRST, NOT_GOOD, TO_GUIDE, LookingBack, LookingBackQuerySet
from projects.models.mapping import MappingQuerySet, OnTheMap
from projects.models.merging import LeadingOn
from projects.models.photos import Photo
from projects.models.reminding import Reminding, RemindingQuerySet
from projects.models.rights import Rights
from projects.models.searching import SearchText
from projects.models.splitting import PARTS, Splitting
from projects.models.states import FAMILIES, FAMILY_OF, LISTED, OPEN_TO_HELP, PUBLIC, WATCHED, Status
from projects.models.taking_part import Participation
from projects.naming import new_short_code, unique_slug
from themes.models import AgendaItem, Theme

PUBLISHED = Q(status__in=LISTED, hidden_at=None)
# Of what is published: a proposal that got its answer, and one of which the answer is still to come from the duo.
ANSWERED = ~Q(status=Status.WITHDRAWN) & Q(answer_due__isnull=False, answered_at__isnull=False)
TO_ANSWER = Q(status=Status.PROPOSED, answered_at=None, clarification_question="")


class ProjectQuerySet(
    DraftQuerySet,
    ExplainingQuerySet,
    LookingBackQuerySet,
    RemindingQuerySet,
    HidingQuerySet,
    FindingQuerySet,
    MappingQuerySet,
):
    def published(self):
        """What everybody may see in lists."""
        return self.filter(PUBLISHED)

    def including_merged(self):
        """What has a public page, merged projects too: their address leads on."""
        return self.filter(status__in=PUBLIC, hidden_at=None)

    def visible_to(self, user):
        public = Q(status__in=PUBLIC, hidden_at=None)
        if user.is_anonymous:
            return self.filter(public)
        if user.is_administrator:
            return self
        mine = Participation.objects.initiators().filter(project=OuterRef("pk"), person=user.person)
        return self.filter(public | Exists(mine))

    def of_initiator(self, person):
        return self.filter(Exists(Participation.objects.initiators().filter(project=OuterRef("pk"), person=person)))

    def guided_by(self, user):
        """The projects of the themes whose duo this user sits in, those without a theme where that duo takes them."""
        themes = [seat.theme_id for seat in user.seats]
        wanted = Q(theme__in=themes)
        if any(seat.theme.takes_unknown for seat in user.seats):
            wanted |= Q(theme=None)
        return self.filter(wanted)

    def in_family(self, family):
        return self.filter(status__in=FAMILIES[family])

    def with_card_data(self):
        return self.select_related("theme", "cover").defer("search")

    def last_answered(self, size):
        """The last proposals that were answered."""
        return self.published().filter(ANSWERED).order_by("-proposed_at", "-id")[:size]

    def last_unanswered(self, size):
        """The last that should have been answered by now."""
        waiting = self.filter(TO_ANSWER, hidden_at=None)
        return waiting.filter(answer_due__lt=timezone.localdate()).order_by("-answer_due", "-id")[:size]

    def draft(self, *, by, photos=(), other_themes=(), **fields):
        """Make a draft of which `by` (a Person, or nobody yet) is the initiator; `photos` as `PhotosMixin` cleans."""
        with transaction.atomic():
            project = self._create_at_free_address(fields)
            if by:
                project.participations.create(person=by, role=Participation.Role.INITIATOR)
            project.other_themes.set(other_themes)
            Photo.add_all(project, photos, by=by)
            project.choose_cover()
        return project

    def _create_at_free_address(self, fields):
        """Of two with one title at the same moment the second takes another address: by then it sees the first."""
        try:
            with transaction.atomic():
                return self.create(**fields)
        except IntegrityError as clash:
            if "form_key" in str(clash):
                raise
            return self.create(**fields)


class Project(
    Lifecycle, Explaining, Splitting, LeadingOn, Drafting, HideableProject, LookingBack, Reminding, OnTheMap, Rights
):
    """One record, one address and one short code, from first idea to result."""

    class Source(models.TextChoices):
        ONLINE = "online", "op de website"
        COUNTER = "counter", "aan de balie"
        MEETING = "meeting", "op een bijeenkomst"

    title = models.CharField("titel", max_length=120)
    slug = models.SlugField("adres", max_length=80, unique=True, editable=False)
    short_code = models.CharField("code", max_length=6, unique=True, editable=False)
    summary = models.CharField("in één zin", max_length=200, blank=True)
    description = models.TextField("meer erover", blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="thema"
    )
    other_themes = models.ManyToManyField(
        Theme, blank=True, related_name="touching_projects", verbose_name="raakt ook aan"
    )
    agenda_items = models.ManyToManyField(
        AgendaItem, blank=True, related_name="projects", verbose_name="plannen van de gedeelde agenda"
    )
    place = models.CharField("waar", max_length=160, blank=True)
    partners = models.ManyToManyField(Organisation, blank=True, related_name="projects", verbose_name="partners")
    cover = models.ForeignKey(
        "projects.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="foto"
    )

    status = models.CharField("stand", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    status_since = models.DateTimeField("sinds", default=timezone.now, editable=False)
    clarification_question = models.TextField("openstaande vraag van het duo", blank=True, editable=False)
    clarification_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer_due = models.DateField("antwoord uiterlijk", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)
    check_in_days = models.PositiveSmallIntegerField("laat van zich horen om de … dagen", default=30)
    paused_until = models.DateField("gepauzeerd tot", null=True, blank=True, editable=False)
    paused_from = models.CharField(max_length=12, choices=Status.choices, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )
    result = models.TextField("wat het bracht", blank=True)
    caretaker = models.CharField("wie er nu voor zorgt", max_length=160, blank=True)

    source = models.CharField("kwam binnen", max_length=10, choices=Source.choices, default=Source.ONLINE)
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="opgeschreven door"
    )
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    proposed_at = models.DateTimeField("voorgesteld op", null=True, blank=True, editable=False)
    heard_at = models.DateTimeField("laatst iets gehoord", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("geëindigd op", null=True, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector(SearchText("title"), weight="A", config="dutch_unaccent")
        + SearchVector(SearchText("summary"), SearchText("place"), weight="B", config="dutch_unaccent")
        + SearchVector(SearchText("description"), weight="C", config="dutch_unaccent"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "project"
        verbose_name_plural = "projecten"
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(proposed_at__isnull=False), name="public_project_was_proposed"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[Status.DRAFT, Status.PROPOSED, Status.DECLINED, Status.WITHDRAWN, Status.MERGED]
                )
                | Q(theme__isnull=False),
                name="taken_up_project_has_theme",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into=None)),
                name="merged_project_leads_on",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="project_not_merged_into_itself"),
            models.CheckConstraint(
                condition=~Q(status=Status.COMPLETED) | (~Q(result="") & ~Q(caretaker="")),
                name="completed_project_has_result",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PAUSED, paused_until__isnull=False)
                | (~Q(status=Status.PAUSED) & Q(paused_until=None)),
                name="paused_project_has_date",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="point_is_on_earth",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="project_search"),
            GinIndex(TITLE_AS_NAME, name="project_names"),
            GinIndex(PLACE_AS_NAME, name="project_places"),
            models.Index(F("proposed_at").desc(), F("id").desc(), name="project_newest", condition=PUBLISHED),
            models.Index(fields=["hidden_at"], name="project_hidden", condition=Q(hidden_at__isnull=False)),
            models.Index(
                F("proposed_at").desc(),
                F("id").desc(),
                name="project_answered",
                condition=PUBLISHED & Q(answered_at__isnull=False),
            ),
            models.Index(
                F("answer_due").desc(),
                F("id").desc(),
                name="project_unanswered",
                condition=Q(status=Status.PROPOSED, hidden_at=None, answered_at=None),
            ),
            models.Index("theme", F("proposed_at").desc(), name="project_theme_newest"),
            models.Index("status", F("proposed_at").desc(), name="project_status_newest"),
            models.Index(  # also to count by
                "theme", "status", F("proposed_at").desc(), name="project_theme_status", condition=PUBLISHED
            ),
            models.Index(F("created_at").desc(), name="project_counter", condition=~Q(source="online")),
            models.Index(F("heard_at").desc(nulls_last=True), name="project_heard"),
            models.Index(
                fields=["latitude", "longitude"],
                include=["id"],  # counted by the cells of the map without looking at the rows
                name="project_on_map",
                condition=PUBLISHED & Q(latitude__isnull=False),
            ),
            models.Index(fields=["place", "id"], name="project_by_place", condition=PUBLISHED),
            models.Index(*GUIDED_FIRST, name="project_to_guide", condition=TO_GUIDE),
            models.Index("theme", name="project_not_good", condition=NOT_GOOD),
            PARTS,
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.short_code = self.short_code or new_short_code(type(self))
            self.slug = self.slug or unique_slug(type(self), self.title, self.short_code)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"/projecten/{self.slug}/"  # what reverse() gives, for a list asks twenty times

    @property
    def short_url(self):
        return f"/p/{self.short_code}/"

    @property
    def family(self):
        return FAMILY_OF.get(self.status)

    @property
    def is_draft(self):
        return self.status == Status.DRAFT

    @property
    def is_public(self):
        return self.status in PUBLIC and self.hidden_at is None

    def edit(self, *, version, among=tuple(Status), **changes):
        """Change what people may edit; raises Conflict when somebody else saved since `version` was read.

        Raises InvalidTransition when it is in none of the states `among` which it is edited.
        """
        rows = type(self).objects.filter(pk=self.pk, version=version, status__in=among)
        if not rows.update(version=F("version") + 1, **changes):
            self.refresh_from_db(fields=["status"])
            raise Conflict if self.status in among else InvalidTransition(self)
        self.refresh_from_db()

    def choose_cover(self):
        """The first of its own photos to be seen, where it has no cover (any more) or a hidden one."""
        first = self.photos.published().filter(update_post=None).first()
        if first:
            without = Q(cover=None) | Q(cover__hidden_at__isnull=False)
            type(self).objects.filter(without, pk=self.pk).update(cover=first)

    def join(self, person, *, can=""):
        """“Ik doe mee”, with word to its own people; who takes part already changes what he can do.

        Raises InvalidTransition where it looks for nobody any more.
        """
        with transaction.atomic():
            self.lock_in(OPEN_TO_HELP)
            helper = {"person": person, "role": Participation.Role.HELPER, "until": None}
            _, is_new = self.participations.update_or_create(**helper, defaults={"can": can})
            if is_new:
                ProjectEvent.record(project=self, kind=ProjectEvent.Kind.HELPER_JOINED, actor=person)

    def leave(self, person):
        """End helping; the row stays."""
        self.participations.helpers().filter(person=person).update(until=timezone.localdate())

    @classmethod
    def with_page_data(cls):
        """All projects, each with everything its page shows, in one query; read with `project.page_lists()`."""
        return page_data.page_rows(timezone.localdate()).all()

    def page_lists(self):
        """{name: instances} of the lists that `with_page_data` fetched."""
        return page_data.embedded(timezone.localdate()).of(self)

    # -- fresh or silent (design.md) -----------------------------------------------------------------------------------
    @property
    def heard_due(self):
        """The day by which somebody should be heard again, or None where nobody is waited for."""
        if self.status not in WATCHED:
            return None
        return timezone.localdate(self.heard_at or self.status_since) + timedelta(days=self.check_in_days)

    @property
    def freshness(self):
        """ "op tijd", "binnenkort" (within 7 days), "te laat", "stil" (twice the interval), or None."""
        if self.heard_due is None:
            return None
        days_left = (self.heard_due - timezone.localdate()).days
        if days_left > 7:
            return "op tijd"
        if days_left >= 0:
            return "binnenkort"
        return "stil" if -days_left >= self.check_in_days else "te laat"

    @property
    def is_answer_late(self):
        return (
            self.status == Status.PROPOSED
            and not self.clarification_question
            and self.answer_due is not None
            and self.answer_due < timezone.localdate()
        )

    @property
    def answering_theme(self):
        """Whose duo answers; None where no theme takes what has none."""
        return self.theme or Theme.objects.filter(takes_unknown=True).first()

    def responsible_people(self):
        """Who answers for this project today (design.md: never nobody)."""
        theme = self.answering_theme
        return (theme and theme.responsible_people()) or list(Person.objects.administrators())
