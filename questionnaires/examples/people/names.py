"""Invented names: common parts put together by lot, so that no real person is meant."""

import tomllib
from pathlib import Path

from questionnaires.examples.dice import Dice
from questionnaires.people import Gender

PARTS = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
SURNAMES, MEN, WOMEN, FATHERS = (tuple(PARTS[key].split()) for key in ("surnames", "men", "women", "fathers"))
INDECLINABLE = ("ко", "ых", "их")


def surname(stem: str, gender: Gender) -> str:
    """Return the surname as a man or a woman bears it.

    Examples
    --------
    >>> surname("Лесной", Gender.FEMALE), surname("Черных", Gender.FEMALE)
    ('Лесная', 'Черных')
    """
    if gender is Gender.MALE or stem.endswith(INDECLINABLE):
        return stem
    return f"{stem[:-2]}ая" if stem.endswith(("ий", "ой")) else f"{stem}а"


def patronymic(father: str, gender: Gender) -> str:
    """Return the patronymic of a son or a daughter, given that of the son."""
    return father if gender is Gender.MALE else f"{father[:-2]}на"


def name_guardian(child: str, gender: Gender, dice: Dice) -> str:
    """Return the full name of a parent: a son's father where his name can be told, otherwise a mother."""
    family, _, father = child.split()
    fathers = [
        man for man in MEN if gender is Gender.MALE and father.startswith(man.rstrip("йь").removesuffix("и"))
    ]
    if fathers and dice.chance(40):
        return f"{family} {max(fathers, key=len)} {dice.pick(FATHERS)}"
    mother = surname(family, Gender.FEMALE) if gender is Gender.MALE else family
    return f"{mother} {dice.pick(WOMEN)} {patronymic(dice.pick(FATHERS), Gender.FEMALE)}"


class Namer:
    """Gives every person a full name that nobody else of the programme bears."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def name(self, dice: Dice, gender: Gender) -> str:
        """Return a new «Фамилия Имя Отчество»."""
        while (full := draw_name(dice, gender)) in self._given:
            pass
        self._given.add(full)
        return full


def draw_name(dice: Dice, gender: Gender) -> str:
    """Return a «Фамилия Имя Отчество», perhaps borne by somebody else too."""
    first = dice.pick(MEN if gender is Gender.MALE else WOMEN)
    return f"{surname(dice.pick(SURNAMES), gender)} {first} {patronymic(dice.pick(FATHERS), gender)}"
