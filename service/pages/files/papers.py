"""Papers made in the limited child for the pages."""

from questionnaires.loading import load_programme

EXAMPLE_PEOPLE = 120
"""Invented people of one ready programme: enough to look like a school."""


def handed_out(programme: bytes) -> dict[str, bytes]:
    """Return path → bytes of everything that is handed out for a programme."""
    from service.documents.handout import render_handout

    return {paper.path: paper.content for paper in render_handout(load_programme(programme))}


def example_of(programme: bytes, people: int) -> list[tuple[str, str, bytes]]:
    """Return (role, name, bytes) of the invented files of a ready programme, in the order they are read."""
    from questionnaires.examples import example_files
    from service.folder.request import Role

    example = example_files(load_programme(programme), people=people)
    given = {
        Role.ANSWERS: example.answers,
        Role.PREFERENCES: example.preferences,
        Role.LOCKS: example.locks,
    }
    return [(role.value, file.name, file.content) for role, files in given.items() for file in files]
