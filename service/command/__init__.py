"""The `matcher` command: one module a command; a module is loaded only when its command is called."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the code of the contract."""
    from service.command.group import run_command

    sys.exit(run_command(list(sys.argv[1:] if arguments is None else arguments)))
