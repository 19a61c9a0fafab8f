"""One decision of an order in words: the sentence of its point, its form, its term, what is done with the pair."""

from dataclasses import dataclass
from datetime import date

from questionnaires.people import Person
from questionnaires.programme import Arrangement
from service.documents.orders.decisions import Act, Decision, Docket, Step, end_of, is_early
from service.documents.pairs.terms import start_of_new_pair
from service.documents.participants import Participants
from service.documents.words.grounds import neutral
from service.documents.words.names import Case
from service.documents.words.naming import Naming
from service.documents.words.order_wording import order_wording


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """Tells the decisions of one order.

    Parameters
    ----------
    naming
        How the paper names people.
    """

    people: Participants
    docket: Docket
    naming: Naming

    def sentence(self, decision: Decision) -> str:
        """Return the decision in words, beginning with a small letter and without a full stop."""
        sentences = order_wording().sentences
        common = {
            "form": self.form_label(decision),
            "term": self.term(decision),
            "ground": neutral(decision.ground),
            "since": self._day_of_end(decision),
        }
        if decision.form.arrangement is Arrangement.PEER_PAIRS:
            # neither of the two is the other's mentor
            members = " и ".join(self._named(each) for each in (*decision.mentees, decision.mentor) if each)
            return sentences[f"pair_{decision.step}"].format(members=members, **common)
        if decision.mentor is None:
            members = ", ".join(self._named(person) for person in decision.mentees)
            kind = "peers_include" if decision.step is Step.INCLUDE else "peers_end"
            return sentences[kind].format(members=members, **common)
        text = sentences[decision.step].format(**common, **self._persons(decision, decision.mentor))
        return text.replace(" ()", "")

    def _persons(self, decision: Decision, mentor: Person) -> dict[str, str]:
        mentee, own, before = decision.mentees[0], self.docket.organisation, decision.before
        return {
            "mentee_instrumental": self.naming.in_case(mentee, Case.INSTRUMENTAL),
            "mentee_genitive": self.naming.in_case(mentee, Case.GENITIVE),
            "mentee_place": self.naming.standing(mentee, own),
            "mentor_accusative": self.naming.in_case(mentor, Case.ACCUSATIVE),
            "mentor_genitive": self.naming.in_case(mentor, Case.GENITIVE),
            "mentor_place": self.naming.standing(mentor, own),
            "before_genitive": self.naming.in_case(before, Case.GENITIVE) if before else "",
        }

    def _named(self, person: Person) -> str:
        return f"{self.naming.name(person)} ({self.naming.standing(person, self.docket.organisation)})".removesuffix(
            " ()"
        )

    def note(self, decision: Decision) -> str:
        """Return what is done with the pair: «включить», «завершено в срок»."""
        wording = order_wording()
        if decision.act is Act.COMPLETION:
            ground, since = neutral(decision.ground), self._day_of_end(decision)
            reached = decision.step is Step.END and is_early(self.people, decision)
            return wording.ends["reached" if reached else decision.step].format(ground=ground, since=since)
        return wording.steps[decision.step]

    def form_label(self, decision: Decision) -> str:
        """Return the form, with the neutral label of its role model where the programme prints one."""
        form = decision.form
        if not self.people.view.programme.order.show_role_model or len(form.role_models) != 1:
            return form.title
        return f"{form.title}, {form.role_models[0].print_label}"

    def term(self, decision: Decision) -> str:
        """Return «01.10.2026 – 31.05.2027», «с даты приказа по 31.05.2027»; of what is over, as much as is known."""
        labels, end = order_wording().labels, end_of(self.people, decision)
        if decision.step is Step.STOP and decision.ended_on is None:
            return labels["stopped_term"]
        if decision.act is Act.COMPLETION:
            return self._term_of_the_past(decision.began_on, min(decision.ended_on or end, end))
        start = start_of_new_pair(self.people.view)
        if start is None:
            act = order_wording().acts[self.docket.organisation.act]
            return labels["open_term"].format(genitive=act["genitive"], end=f"{end:%d.%m.%Y}")
        return labels["term"].format(start=f"{start:%d.%m.%Y}", end=f"{end:%d.%m.%Y}")

    def _term_of_the_past(self, start: date | None, end: date) -> str:
        labels = order_wording().labels
        first = max(start, self.people.view.programme.start) if start else None
        if first is None or first > end:
            return labels["ended_term"].format(end=f"{end:%d.%m.%Y}")
        return labels["term"].format(start=f"{first:%d.%m.%Y}", end=f"{end:%d.%m.%Y}")

    def _day_of_end(self, decision: Decision) -> str:
        """Return « 15.01.2027» for a pair that a known day ended."""
        return f" {decision.ended_on:%d.%m.%Y}" if decision.ended_on else ""
