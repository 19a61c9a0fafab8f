"""Templates compiled once for all processes, kept in the package as Python keeps its own modules."""

import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from jinja2 import BytecodeCache, compiler
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "__pycache__"


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates; where the folder cannot be written they are compiled in every process.

    Jinja itself passes over what was made of another text or by another version of Python.

    Parameters
    ----------
    makers
        Files that decide how a template is compiled besides Jinja's compiler: when one changes, all is made anew.
    """

    def __init__(self, makers: Sequence[str]) -> None:
        states = (Path(file).stat() for file in (compiler.__file__, *makers))
        made_by = repr([(state.st_mtime_ns, state.st_size) for state in states])
        self._mark = sha256(made_by.encode()).hexdigest()[:16]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what an earlier process compiled, if it fits."""
        try:
            with self._place(bucket).open("rb") as file:
                bucket.load_bytecode(file)
        except Exception:  # whatever a damaged file raises: the template is compiled instead
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled for the next process; under its name only when all of it is there."""
        if sys.dont_write_bytecode:
            return
        try:
            with NamedTemporaryFile(dir=FOLDER, prefix="template-", delete=False) as file:
                bucket.write_bytecode(file)
            Path(file.name).replace(self._place(bucket))
        except OSError:
            return

    def _place(self, bucket: Bucket) -> Path:
        return FOLDER / f"template-{bucket.key}-{self._mark}.{sys.implementation.cache_tag}.jinja"
