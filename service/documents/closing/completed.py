"""What is decided at the close: the pairs that an organisation completes, and who of them is told or thanked."""

from collections.abc import Iterator

from questionnaires.answers import PairState
from questionnaires.people import Person
from questionnaires.programme import Arrangement, Organisation
from service.documents.orders.decisions import Act, Decision, Step, find_dockets
from service.documents.participants import Participants


def completed(
    people: Participants, *, ending: bool, private: bool = False
) -> Iterator[tuple[Organisation, Decision]]:
    """Yield the pairs and groups that are completed and were not broken off, with the organisation that signs.

    Parameters
    ----------
    ending
        Whether every working pair ends, as at the close of a programme.
    private
        False: of nobody kept apart. True: the others only.
    """
    if not (ending or any(pair.state is PairState.ENDED for pair in people.view.answers.previous)):
        return
    for docket in find_dockets(people, ending=ending, private=private):
        if docket.act is Act.COMPLETION:
            yield from ((docket.organisation, each) for each in docket.decisions if each.step is Step.END)


def mentors_of(decision: Decision) -> tuple[Person, ...]:
    """Return who has been a mentor in a pair that is completed: nobody among peers."""
    is_led = decision.form.arrangement is not Arrangement.PEER_PAIRS
    return (decision.mentor,) if is_led and decision.mentor else ()


def mentees_of(decision: Decision) -> tuple[Person, ...]:
    """Return everybody else of a pair or a group: the mentees, or all of a pair of peers."""
    peers = (decision.mentor,) if decision.mentor and not mentors_of(decision) else ()
    return (*decision.mentees, *peers)
