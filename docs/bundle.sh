#!/bin/sh
# Install the program from this folder, without any network: ./install [FOLDER]
set -e
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-matcher-venv}
"${PYTHON:-python3}" -m venv "$target"
"$target/bin/pip" install --quiet --no-index --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
"$target/bin/pip" install --quiet --no-index --no-deps "$here"/wheels/matcher-*.whl
echo "Ready: $target/bin/matcher --help"
