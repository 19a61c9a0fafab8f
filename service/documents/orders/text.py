"""The text of an order: heading, preamble, points and appendix, as the templates take it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from questionnaires.people import Person
from questionnaires.programme import Arrangement, Category
from service.documents.formats.unbroken import NO_BREAK
from service.documents.orders.decision_words import DecisionWords
from service.documents.orders.decisions import Act, Docket, Step, is_early, is_shared
from service.documents.participants import Participants
from service.documents.words.names import Case, short_name, sort_key
from service.documents.words.naming import Naming
from service.documents.words.order_wording import order_wording

_MONTHS = tuple(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 - read as words
)

_CURATOR = re.compile(r"(?P<word>куратор(?P<ending>у|а|ом)) \{curator\}", re.IGNORECASE)
_FIELD = re.compile(r"\{(\w+)\}")
MOST_THANKED = 10
"""Mentors whom an order thanks by name; the appendix names them all."""
_CASES = {"у": Case.DATIVE, "а": Case.ACCUSATIVE, "ом": Case.INSTRUMENTAL}


@dataclass(frozen=True, slots=True)
class Clerk:
    """Writes the parts of one order.

    Parameters
    ----------
    naming
        How the paper names people.
    """

    people: Participants
    docket: Docket
    naming: Naming

    def fields(self) -> dict[str, object]:
        """Return what every template of an order fills in."""
        organisation, act = self.docket.organisation, self.act
        return {
            "organisation": organisation.name,
            "act": act["heading"],
            "day": self.day(),
            "number": self.number(),
            "place": organisation.place,
            "title": self.title(),
            "preamble": self.preamble(),
            "command": act["command"],
            "head_position": organisation.head_position,
            "head": organisation.head or self.blank_person,
            "programme": self.people.view.programme.title,
        }

    @property
    def act(self) -> dict[str, str]:
        """Return the words of the organisation's act: приказ or распоряжение."""
        return dict(order_wording().acts[self.docket.organisation.act])

    @property
    def told(self) -> DecisionWords:
        """Return the decisions in words."""
        return DecisionWords(self.people, self.docket, self.naming)

    @property
    def blank_person(self) -> str:
        """Return the line on which a name is written by hand."""
        return order_wording().labels["blank_person"]

    def day(self) -> str:
        """Return «от 20 сентября 2026 г.», or a blank line until the date is known."""
        day = self.people.view.day
        return f"от {long_day(day)}" if day and self._own_number() else order_wording().labels["blank_day"]

    def number(self) -> str:
        """Return the number, or a blank line until it is known."""
        number = self._own_number()
        return f"№{NO_BREAK}{number}" if number else order_wording().labels["blank_number"]

    def _own_number(self) -> str:
        """Return the number of this order: two acts never share one, so several are given as «47; 48»."""
        return number_at(self.people.view.number, self.docket.place)

    def amended(self) -> str:
        """Return «от 20 сентября 2026 г. № 47» of the order that is changed, or a line until it is known."""
        signed = self.people.view.in_force.get(self.docket.subject)
        if signed is None:
            return order_wording().labels["blank"]
        return f"от {long_day(signed.day)} №{NO_BREAK}{signed.number}"

    def title(self) -> str:
        """Return the title of the act."""
        return self._filled(order_wording().titles[self.docket.act])

    def preamble(self) -> str:
        """Return the programme's preamble with the grounds of the forms, each once."""
        programme, labels = self.people.view.programme, order_wording().labels
        forms = {each.form.key for each in self.docket.decisions}
        named = (ground for form in programme.forms if form.key in forms for ground in form.order_grounds)
        grounds = [self._filled(ground) for ground in named]
        if any(is_shared(self.people, each) for each in self.docket.decisions):
            grounds.append(self._filled(labels["shared_ground"]))
        over = self.docket.act is Act.COMPLETION
        opening = labels["completion_preamble"] if over else programme.order.preamble.strip().rstrip(".,;:")
        if not grounds:
            return opening
        return labels["preamble"].format(preamble=opening, grounds="; ".join(dict.fromkeys(grounds)))

    def points(self, *, public: bool = False) -> tuple[str, ...]:
        """Return the numbered points."""
        wording = order_wording().points
        if self.docket.act is Act.ASSIGNMENT:
            return _numbered([*wording["assignment"], *self.people.view.programme.order.duties], self._filled)
        if self.docket.act is Act.COMPLETION:
            return _numbered(self._completion(public), self._filled)
        if public:
            return _numbered([*wording["changes_public"], *wording["changes_after"][1:]], self._filled)
        told = [
            f"1.{place}. {_ended(self.told.sentence(each))}"
            for place, each in enumerate(self.docket.decisions, 1)
        ]
        first, *rest = _numbered([*wording["changes"], *wording["changes_after"]], self._filled)
        return (first, *told, *rest)

    def _completion(self, public: bool) -> Iterator[str]:
        """Yield the points of a completion; the thanks only where a pair was not broken off."""
        thanked = self._thanked(public)
        for point in order_wording().points["completion"]:
            if thanked or "{thanked}" not in point:
                yield point.replace("{thanked}", thanked)

    def _thanked(self, public: bool) -> str:
        """Return the mentors (no peers) whose pairs were not broken off, in the dative; many are not named."""
        led = (each for each in self.docket.decisions if each.form.arrangement is not Arrangement.PEER_PAIRS)
        done = [each for each in led if each.step is Step.END and each.mentor]
        mentors = {each.mentor.code: each.mentor for each in done if each.mentor}
        if public or len(mentors) > MOST_THANKED:
            label = "reached" if any(is_early(self.people, each) for each in done) else "together"
            return order_wording().labels[f"thanked_{label}"] if mentors else ""
        ordered = sorted(mentors.values(), key=lambda each: (sort_key(each.name), each.code))
        return ", ".join(self.naming.in_case(each, Case.DATIVE) for each in ordered)

    def single_points(self) -> tuple[str, ...]:
        """Return every decision as a point of its own: for an extract or a paper about one pair."""
        return tuple(
            f"{place}. {_ended(self.told.sentence(each))}"
            for place, each in enumerate(self.docket.decisions, 1)
        )

    def single_title(self) -> str:
        """Return the title of a paper about one pair."""
        return order_wording().titles["single"]

    def appendix(self) -> str:
        """Return «Приложение к приказу от … № …»."""
        labels = order_wording().labels
        known = bool(self.people.view.day and self._own_number())
        return labels["appendix"].format(
            dative=self.act["dative"],
            **{"from": f"{self.day()} {self.number()}" if known else labels["blank"]},
        )

    def appendix_title(self) -> str:
        """Return the title above the table."""
        return order_wording().appendix_titles[self.docket.act]

    def acquainted(self) -> str:
        """Return «С приказом ознакомлены:»."""
        return self._filled(order_wording().labels["acquainted"])

    def signers(self) -> tuple[str, ...]:
        """Return the workers of the organisation who sign that they know the order."""
        own = self.docket.organisation.key
        people = (person for each in self.docket.decisions for person in each.people())
        workers = {each.name for each in people if each.organisation == own and self._is_worker(each)}
        shown = [short_name(name) for name in sorted(workers, key=sort_key)]
        return tuple(dict.fromkeys([*filter(None, [self.curator()]), *shown]))

    def _is_worker(self, person: Person) -> bool:
        base = self.people.bases.get(person.base)
        return base is not None and base.category is Category.TEACHER

    def curator(self) -> str:
        """Return the curator in short, for a narrow column."""
        name, _, _ = self.docket.organisation.curator.partition(",")
        return short_name(name) if name else ""

    def _filled(self, text: str) -> str:
        """Fill in the fields that texts of a programme and of orders may hold."""
        organisation, programme = self.docket.organisation, self.people.view.programme
        known = {
            **self.act,
            "act": self.docket.organisation.act,
            "blank": order_wording().labels["blank"],
            "amended": self.amended(),
            "curator": self._official(None),
            "site": organisation.site or self.blank_person,
            "end": f"{programme.end:%d.%m.%Y}",
        }
        named = _CURATOR.sub(self._curator_after, text)
        # a brace that a curator typed is no field: it stays
        return _FIELD.sub(lambda found: known.get(found[1], found[0]), named)

    def _curator_after(self, found: re.Match[str]) -> str:
        """Return «Куратору Лазоревой Т. П.»: the name in the case of the word before it."""
        name = self._official(_CASES[found["ending"].casefold()]).replace("{", "").replace("}", "")
        return f"{found['word']} {name}".strip()

    def _official(self, case: Case | None) -> str:
        curator = self.docket.organisation.curator
        return self.naming.official(curator, case) if curator else self.blank_person


def number_at(numbers: str, place: int) -> str:
    """Return the number of the order at a place: «47; 48» holds two."""
    each = dict(enumerate(number.strip() for number in numbers.split(";")))
    return each.get(place, "")


def long_day(day: date) -> str:
    """Return «20 сентября 2026 г.»."""
    return NO_BREAK.join((str(day.day), _MONTHS[day.month - 1], str(day.year), "г."))


def _numbered(points: Iterable[str], filled: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(f"{place}. {filled(point)}" for place, point in enumerate(points, 1))


def _ended(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}."
