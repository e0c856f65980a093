"""The way through the questions of a proposal: which there are for whom, what was answered, what comes next."""

from dataclasses import dataclass
from functools import cached_property

from projects.forms.steps import OF_THE_IDEA, WhoQuestion
from projects.models import Project

CHECK = "controleren"


@dataclass
class Way:
    """Of one draft, for who writes it: a visitor is also asked who he is."""

    project: Project
    is_visitor: bool

    @property
    def questions(self):
        return (*OF_THE_IDEA, WhoQuestion) if self.is_visitor else OF_THE_IDEA

    @property
    def slugs(self):
        return [question.slug for question in self.questions]

    def question(self, slug):
        """The form of that question, or None."""
        return next((question for question in self.questions if question.slug == slug), None)

    def number(self, slug):
        return self.slugs.index(slug) + 1

    def after(self, slug):
        return [*self.slugs, CHECK][self.number(slug)]

    def before(self, slug):
        """The one before it; of the first one itself."""
        return self.slugs[max(self.number(slug) - 2, 0)]

    def address(self, slug):
        return f"{self.project.steps_url}{slug}/"

    @cached_property
    def person(self):
        return self.project.initiator

    @property
    def is_begun_by_somebody(self):
        """Whether it was begun in this browser before signing in, without an address: by this person, or not."""
        known = self.person and (self.person.user_id or self.person.email)
        return not self.is_visitor and not known

    @cached_property
    def photos(self):
        return list(self.project.photos.filter(update_post=None))

    @cached_property
    def other_themes(self):
        return list(self.project.other_themes.all())

    @cached_property
    def answered(self):
        """The questions of which there is an answer; what was skipped and what was not asked look the same."""
        project, person = self.project, self.person
        there = {
            "titel": project.title,
            "zin": project.summary,
            "verhaal": project.description,
            "thema": project.theme_id or self.other_themes,
            "plek": project.place,
            "fotos": self.photos,
            "wie": person and person.name and person.email,
        }
        return {slug for slug in self.slugs if there[slug]}

    def missing(self, *, to_send):
        """[(address, what is missing)] before this can be kept for later, or sent."""
        needed = [question for question in self.questions if question.required and question.slug not in self.answered]
        return [(self.address(one.slug), one.required) for one in needed if to_send or one.slug in ("titel", "wie")]

    @property
    def next_one(self):
        """Where its writer goes on: after the last answer, but what is needed first."""
        if "zin" not in self.answered:
            return "zin"
        last = max(self.number(slug) for slug in self.answered)
        return [*self.slugs, CHECK][last]
