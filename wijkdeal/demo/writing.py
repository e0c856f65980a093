"""Puts texts together from the vocabulary: no two sentences the same in one text, no two texts of the same length."""

import tomllib

from wijkdeal.demo.content import FOLDER

SHORTEST, LONGEST = 400, 1500
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
        if "{" not in sentence:
            return sentence
        rng = self.rng
        number = rng.randint(3, 48)
        return sentence.format(
            plek=self.place,
            Plek=_capital(self.place),
            straat=self.street,
            ding=self.thing,
            Ding=_capital(self.thing),
            doen=self.deed,
            onderwerp=self.subject,
            n=number,
            m=number + rng.randrange(2, 60, 2),
            dag=rng.choice(VOCABULARY["days"]),
            maand=rng.choice(VOCABULARY["months"]),
            naam=rng.choice(VOCABULARY["first_names"]),
        )


def name(rng):
    return f"{rng.choice(VOCABULARY['first_names'])} {rng.choice(VOCABULARY['last_names'])}"


def _together(parts):
    """Sentences as paragraphs."""
    return "\n\n".join(" ".join(part) for part in parts if part)


def _capital(text):
    return text[:1].upper() + text[1:]
