"""Write example files: ``python -m questionnaires.examples OUT [PROGRAMME…]``."""

import sys
from pathlib import Path

from questionnaires.examples import example_files
from questionnaires.loading import find_programmes, load_programme


def main(arguments: list[str]) -> int:
    """Write the files of the named programmes, or of all, each into a folder below the first argument."""
    if not arguments:
        print("Usage: python -m questionnaires.examples OUT [PROGRAMME…]", file=sys.stderr)
        return 2
    for key in arguments[1:] or find_programmes():
        example = example_files(load_programme(key))
        folder = Path(arguments[0]) / key
        folder.mkdir(parents=True, exist_ok=True)
        for file in example.files():
            (folder / file.name).write_bytes(file.content)
        print(f"{folder}: {len(example.files())} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
