"""Pictures of real papers for the first page, where LibreOffice and a browser are there; otherwise none."""

import shutil
import subprocess
import tempfile
from pathlib import Path

PATIENCE = 60
"""Seconds an outside program may take before the page goes without its picture."""


def picture_of_order(order: Path) -> bytes | None:
    """Return the first page of a DOCX as PNG, or None where the programs for it are missing."""
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or pages is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        profile = f"-env:UserInstallation=file://{place}/profile"
        convert = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", place, str(order)]
        pdf = Path(place, f"{order.stem}.pdf")
        picture = Path(place, "page.png")
        draw = [pages, "-r", "70", "-png", "-singlefile", str(pdf), str(picture.with_suffix(""))]
        return picture.read_bytes() if _call(convert) and pdf.is_file() and _call(draw) else None


def _call(command: list[str]) -> bool:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    except (subprocess.SubprocessError, OSError):
        return False
    return True
