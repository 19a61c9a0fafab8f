"""The `matcher` command: one module a command; a module is loaded only when its command is called."""

import gc
import io
import os
import sys
from collections.abc import Sequence

ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
"""Loading modules and writing papers makes few cycles: Python's own 700 would look for them a thousand times."""
REFUSED = 2
"""Exit code of a command that was stopped; the enum of all codes may not be loaded yet."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the code of the contract."""
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an old terminal has not got every letter
    try:
        from service.command.group import run_command

        code = run_command(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        # Ctrl-C while modules are still being loaded: nothing has begun, so one word says all.
        print("Остановлено. / Stopped.", file=sys.stderr)
        code = REFUSED
    except BrokenPipeError:
        # Whoever read the answer, such as ``head``, has had enough; Python must not try again on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    # everything is written: to look for cycles once more on the way out would take as long as reading the files did
    gc.freeze()
    sys.exit(code)
