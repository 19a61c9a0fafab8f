"""Where compiled functions are kept on disk. A place that is full or was damaged keeps nothing, and ends no run."""

from contextlib import suppress
from typing import Any

from numba.core.caching import FunctionCache


class Shelf(FunctionCache):
    """What is kept of a function; what cannot be read is thrown away, and is compiled anew."""

    def load_overload(self, signature: Any, context: Any) -> Any:
        """Return what was compiled for some types, or None."""
        try:
            return super().load_overload(signature, context)  # type: ignore[no-untyped-call]
        except Exception:  # a file cut short by a power failure may say anything
            with suppress(OSError):
                self.flush()  # type: ignore[no-untyped-call]
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled for some types, if there is room."""
        with suppress(OSError):
            super().save_overload(signature, compiled)  # type: ignore[no-untyped-call]
