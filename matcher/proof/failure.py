"""What happens when the independent verifier refuses what the solver found."""

from collections.abc import Sequence


class VerificationFailed(Exception):  # noqa: N818 - named for what a person sees, as the exit code is
    """The independent verifier refused a solution; nothing is written."""

    def __init__(self, violations: Sequence[str]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(self.violations))
