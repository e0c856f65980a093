"""Puts texts together from the vocabulary: no two sentences the same in one text, no two texts of the same length."""

import tomllib

from wijkdeal.demo.content import FOLDER

SHORTEST, LONGEST = 400, 1500
CHOSEN_FROM = {"dag": "days", "maand": "months", "naam": "first_names"}
VOCABULARY = tomllib.loads((FOLDER / "vocabulary.toml").read_text(encoding="utf-8"))


class Writer:
    """Writes about one project: its thing and its place stay the same in all its texts."""

    def __init__(self, rng, theme):
        self.rng = rng
        self.own = VOCABULARY["theme"][theme]
        self.street = rng.choice(VOCABULARY["streets"])
        self.place = rng.choice(VOCABULARY["places"]).format(straat=self.street)
        self.thing, self.subject, self.deed = rng.choice(self.own["things"])

    def title(self):
        return _capital(self._fill(self.rng.choice(VOCABULARY["titles"])))[:120]

    def summary(self):
        return _capital(self._fill(self.rng.choice(VOCABULARY["summaries"])))[:200]

    def description(self):
        parts = [
            self._some("why", 2, 5),
            [*self._some("plan", 1, 4), *self._some("how", 1, 6)],
            [*self._some("who", 0, 4), *self._some("money", 0, 4)],
            self._some("ask", 0, 3),
        ]
        more = iter(self._some("agenda", 5, 5))
        while len(_together(parts)) < SHORTEST:
            parts[1].append(next(more))
        while len(_together(parts)) > LONGEST:
            max(parts, key=len).pop()
        return _together(parts)

    def update(self):
        """(title, text)"""
        sentences = self._some("news", 1, 6)
        cut = self.rng.randint(1, len(sentences))
        paragraphs = [" ".join(sentences[:cut]), " ".join(sentences[cut:])]
        return self.line("update_titles"), "\n\n".join(filter(None, paragraphs))

    def line(self, name, below=None):
        """One sentence of a list of the vocabulary."""
        found = VOCABULARY[name][below] if below else VOCABULARY[name]
        return _capital(self._fill(self.rng.choice(found)))

    def lines(self, name, least, most):
        return " ".join(self._some(name, least, most))

    def _some(self, name, least, most):
        sentences = [*VOCABULARY[name], *self.own.get(name, [])]
        chosen = self.rng.sample(sentences, self.rng.randint(least, most))
        return [_capital(self._fill(sentence)) for sentence in chosen]

    def _fill(self, sentence):
        return sentence.format_map(_Slots(self)) if "{" in sentence else sentence


class _Slots(dict):
    """What a sentence may ask for, made when it does: most ask for one thing."""

    def __init__(self, writer):
        super().__init__(
            plek=writer.place,
            Plek=_capital(writer.place),
            straat=writer.street,
            ding=writer.thing,
            Ding=_capital(writer.thing),
            doen=writer.deed,
            onderwerp=writer.subject,
        )
        self.rng = writer.rng

    def __missing__(self, slot):
        if slot == "n":
            self["n"] = self.rng.randint(3, 48)
            return self["n"]
        if slot == "m":
            return self["n"] + self.rng.randrange(2, 60, 2)
        return self.rng.choice(VOCABULARY[CHOSEN_FROM[slot]])


def name(rng):
    return f"{rng.choice(VOCABULARY['first_names'])} {rng.choice(VOCABULARY['last_names'])}"


def _together(parts):
    """Sentences as paragraphs."""
    return "\n\n".join(" ".join(part) for part in parts if part)


def _capital(text):
    return text[:1].upper() + text[1:]
