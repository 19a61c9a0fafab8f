"""The lines a first run shows: every figure is counted from the runs themselves."""

from collections.abc import Sequence

from service.demo.highlight import telling_finding, telling_pair
from service.demo.play import Played
from service.documents.reports.proofs import NOT_SHOWN, proof_in_a_word

HEADER = (
    "Программа",
    "Анкет",
    "Готовы",
    "Пар и групп",
    "Пока без наставника",
    "Обязательные правила",
    "Лучше нельзя",
)


def overview(played: Sequence[Played], seconds: float, *, same: bool, compared: int, index: str) -> list[str]:
    """Return at most fifteen lines."""
    answers = sum(answer_rows(one) for one in played)
    lines = [f"Пять программ · люди вымышленные · анкет: {answers} · {seconds:.0f} с", *_table(played)]
    findings = [finding for one in played for finding in one.made.answers.findings]
    shown = telling_finding(tuple(findings))
    lines.append(f"В файлах найдено замечаний: {len(findings)}, напр.: {shown.sentence() if shown else '—'}")
    told = next(filter(None, map(telling_pair, [one.made for one in _pupils_first(played)])), None)
    if told:
        lines.append(told)
    lines.append(_checked(played, same=same, compared=compared))
    lines.append(f"Откройте {index} · Свои файлы: matcher check ПРОГРАММА --answers ФАЙЛ")
    return lines


def answer_rows(one: Played) -> int:
    """Return how many questionnaires the last run read."""
    bases = {base.key for base in one.programme.bases}
    return sum(tally.rows for tally in one.made.answers.tallies if tally.base in bases)


def _pupils_first(played: Sequence[Played]) -> list[Played]:
    return sorted(played, key=lambda one: one.programme.road_map != "R2")


def _table(played: Sequence[Played]) -> list[str]:
    rows = [HEADER, *(_row(one) for one in played)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(HEADER))]
    return [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _row(one: Played) -> tuple[str, ...]:
    result = one.made.run.result
    return (
        f"{one.programme.road_map} {one.programme.organisations[0].short if _single(one) else 'район'}",
        str(answer_rows(one)),
        str(sum(len(codes) for codes in result.ready.values())),
        str(len(result.pairs) + len(result.groups)),
        str(len(result.unmatched)),
        "соблюдены" if not one.faults else f"замечаний {len(one.faults)}",
        _proved(one),
    )


def _single(one: Played) -> bool:
    return len(one.programme.signers) == 1


def _proved(one: Played) -> str:
    return NOT_SHOWN.ru if one.faults else proof_in_a_word(one.made.run.result).ru


def _checked(played: Sequence[Played], *, same: bool, compared: int) -> str:
    valid = sum(not one.faults for one in played)
    shuffled = (
        f"те же пары, документы совпали до байта ({compared})"
        if same
        else "результат ИЗМЕНИЛСЯ — это ошибка программы"
    )
    return f"Строки перемешаны, подбор повторён: {shuffled}. Независимая проверка: {valid} из {len(played)}"
