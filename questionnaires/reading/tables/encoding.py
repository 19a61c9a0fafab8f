"""Which encoding a text file is in: BOM, then strict UTF-8, then the encodings Russian files are written in."""

import codecs

from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.files import NUL_BYTE, UNDECODABLE
from questionnaires.reading.messages.message import Place

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CANDIDATES = ["utf_8", "utf_16", "cp1251", "koi8_r", "cp866", "mac_cyrillic"]
_SAMPLE = 65536
_BLOCK = 1 << 16


def find_encoding(content: bytes, label: str, findings: Findings) -> str | None:
    """Return the encoding under which every byte decodes, or None with the offending row among the findings."""
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    if encoding != "utf-16" and (nul := content.find(b"\0")) >= 0:
        findings.add(NUL_BYTE, Place(label, _row_of(content, nul)))
        return None
    if encoding is None:
        if _first_bad_byte(content, "utf-8") is None:
            return "utf-8"
        encoding = _detect(content)
    bad = _first_bad_byte(content, encoding)
    if bad is not None:
        findings.add(UNDECODABLE, Place(label, _row_of(content, bad)), encoding=encoding)
        return None
    return encoding


def _detect(content: bytes) -> str:
    """Guess from 64 KB around the first letter that is not ASCII; a file that is UTF-8 so far stays UTF-8."""
    from charset_normalizer import from_bytes

    first = next((place for place, byte in enumerate(content) if byte > 127), 0)
    sample = content[max(0, first - 256) : first + _SAMPLE]
    bad = _first_bad_byte(sample, "utf-8")
    if bad is None or bad > len(sample) - 4 or _has_utf8_letters(sample[:bad]):
        return "utf-8"
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best else "cp1251"


def _has_utf8_letters(start: bytes) -> bool:
    """Tell whether much Cyrillic has already been read as UTF-8: then one byte is broken, not the encoding wrong."""
    return sum(byte > 127 for byte in start) >= 40


def _first_bad_byte(content: bytes, encoding: str) -> int | None:
    """Decode block by block, so that the text of a large file is never in memory as a whole."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for start in range(0, len(content), _BLOCK):
        block = content[start : start + _BLOCK]
        try:
            decoder.decode(block, final=start + _BLOCK >= len(content))
        except UnicodeDecodeError as error:
            return min(start + error.start, len(content) - 1)
    return None


def _row_of(content: bytes, position: int) -> int:
    before = content[:position]
    return max(before.count(b"\n"), before.count(b"\r")) + 1
