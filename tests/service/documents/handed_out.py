"""What a programme hands out, by path."""

from service.documents.handout import render_handout


def handed_out(programme):
    """Return path → content of every paper that is handed out before a run."""
    return {paper.path: paper.content for paper in render_handout(programme)}
