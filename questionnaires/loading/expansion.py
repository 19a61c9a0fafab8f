"""A programme file as a curator writes it → the same with everything it takes from the catalogue written out.

What a file may say short: `extends` (start from an entry of the catalogue), `without` (leave parts of it
out), `use` (one question or criterion of a bank), `weights` (weights of a form in one table), a list of options
by its name. Entries of one key are merged setting by setting; the rest is appended. Nothing is judged here
beyond references to the catalogue: what has the wrong type is left as it is for the check that follows.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from questionnaires.finding import Finding
from questionnaires.loading.catalogue import find_questionnaires, get_bank, get_questionnaire_table
from questionnaires.loading.faults.faults import fault, listed
from questionnaires.loading.faults.place import Path, place
from questionnaires.loading.toml import Table

FORMS = "forms"
"""Name of the options that are the programme's forms."""
PARTS = ("criteria", "questions", "role_models")
"""Lists of a form or a questionnaire from which `without` leaves entries out."""


@dataclass(slots=True)
class Expansion:
    """One file being written out; `findings` gathers references that lead nowhere.

    Parameters
    ----------
    file
        Name of the file, for findings.
    raw
        The file as it was read, so that places are named as it names them.
    """

    file: str
    raw: Table = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def programme(self) -> Table:
        """Return the whole programme written out."""
        table = deepcopy(self.raw)
        self._each(table, "forms", self.form)
        self._each(table, "bases", self._base)
        self._each(table, "monitoring", self.questionnaire)
        self._each(table, "consents", self._consent)
        for name in ("third_party", "preferences", "verdicts"):
            if name in table:
                table[name] = self.questionnaire(table[name], (name,))
        if "order" in table:
            table["order"] = self._extended(table["order"], "orders", ("order",))
        self._offer_forms(table)
        return table

    def form(self, table: Any, path: Path) -> Any:
        """Return a form with the criteria and role models of the form it extends."""
        if not isinstance(table, dict):
            return table
        own = dict(table)
        self._each(own, "criteria", lambda item, where: self._used(item, "criteria", where), path)
        return self._weighed(self._extended(own, "forms", path), path)

    def questionnaire(self, value: Any, path: Path) -> Any:
        """Return a questionnaire named by its key, or written in place and perhaps extending another."""
        if isinstance(value, str):
            value = {"extends": value}
        if not isinstance(value, dict):
            return value
        own = dict(value)
        base = self._questionnaire_base(own.pop("extends", None), path)
        self._each(own, "questions", lambda item, where: self._used(item, "questions", where), path)
        table = self._merged(base, own, path)
        for question in _tables(table.get("questions")):
            self._name_options(question, path)
        return table

    def _questionnaire_base(self, key: Any, path: Path) -> Table:
        if key is None:
            return {}
        if not isinstance(key, str) or key not in find_questionnaires():
            self._report(
                "unknown-entry", (*path, "extends"), found=key, known=listed(find_questionnaires(), key)
            )
            return {}
        return dict(self.questionnaire(get_questionnaire_table(key), path))

    def _base(self, table: Any, path: Path) -> Any:
        if isinstance(table, dict) and "questionnaire" in table:
            table["questionnaire"] = self.questionnaire(table["questionnaire"], (*path, "questionnaire"))
        return table

    def _consent(self, item: Any, path: Path) -> Any:
        return self._used(item, "consents", path)

    def _extended(self, table: Any, bank: str, path: Path) -> Any:
        if not isinstance(table, dict) or "extends" not in table:
            return table
        own = {name: value for name, value in table.items() if name != "extends"}
        entries, key = get_bank(bank), table["extends"]
        if not isinstance(key, str) or key not in entries:
            self._report("unknown-entry", (*path, "extends"), found=key, known=listed(entries, key))
            return own
        base = deepcopy(entries[key])
        self._each(base, "criteria", lambda item, where: self._used(item, "criteria", where), path)
        return self._merged(base, own, path)

    def _used(self, item: Any, bank: str, path: Path) -> Any:
        if isinstance(item, str):
            item = {"use": item}
        if not isinstance(item, dict) or "use" not in item:
            return item
        own = {name: value for name, value in item.items() if name != "use"}
        key, entries = item["use"], get_bank(bank)
        if not isinstance(key, str) or key not in entries:
            self._report("unknown-entry", (*path, "use"), found=key, known=listed(entries, key))
            return None
        return _merge_entry({"key": key, **deepcopy(entries[key])}, own)

    def _merged(self, base: Table, own: Table, path: Path) -> Table:
        without = own.pop("without", [])
        merged = deepcopy(base)
        for name, value in own.items():
            merged[name] = _merge_lists(merged.get(name), value)
        return self._left_out(merged, without, path)

    def _left_out(self, table: Table, without: Any, path: Path) -> Table:
        names = without if isinstance(without, list) else [without]
        lists = [name for name in PARTS if isinstance(table.get(name), list)]
        if not lists or not names:
            return table
        keys = {name: [str(entry.get("key")) for entry in _tables(table[name])] for name in lists}
        for key in names:
            # a role model may be called like a criterion: the criterion is meant
            name = next((name for name in lists if key in keys[name]), None)
            if name is None:
                known = [each for name in lists for each in keys[name]]
                self._report("nothing-to-leave-out", (*path, "without"), found=key, known=listed(known, key))
            else:
                table[name] = [e for e in table[name] if not (isinstance(e, dict) and e.get("key") == key)]
        return table

    def _weighed(self, table: Table, path: Path) -> Table:
        weights = table.pop("weights", {})
        if not isinstance(weights, dict):
            return {**table, "weights": weights}
        criteria = {str(entry.get("key")): entry for entry in _tables(table.get("criteria"))}
        for key, weight in weights.items():
            if key not in criteria:
                self._report(
                    "unknown-criterion",
                    (*path, "weights"),
                    found=key,
                    known=listed(criteria, key),
                )
                continue
            setting = "points" if isinstance(weight, int) else "weight"
            criteria[key].update(_merge_entry(criteria[key], {setting: weight}))
            criteria[key].pop("weight" if setting == "points" else "points", None)
        return table

    def _name_options(self, question: Table, path: Path) -> None:
        name = question.get("options")
        if not isinstance(name, str) or (name == FORMS and self.raw):
            return
        lists = {**get_bank("options"), FORMS: _form_options(_all_forms())}
        if name not in lists:
            self._report("unknown-entry", (*path, "options"), found=name, known=listed(lists, name))
            question["options"] = []
        else:
            question["options"] = deepcopy(lists[name])

    def _offer_forms(self, table: Table) -> None:
        forms = _tables(table.get("forms"))
        for base in _tables(table.get("bases")):
            offered = [form for form in forms if str(base.get("key")) in _texts(form.get("mentees"))]
            self._offer_in(base.get("questionnaire"), offered)
        for form in forms:
            form.pop("invitation", None)

    def _offer_in(self, questionnaire: Any, forms: list[Table]) -> None:
        if not isinstance(questionnaire, dict):
            return
        questions = questionnaire.get("questions")
        for question in _tables(questions):
            if question.get("options") == FORMS:
                wished = [form for form in forms if form.get("wished") == question.get("key")]
                question["options"] = _form_options(wished)
        if isinstance(questions, list):
            questionnaire["questions"] = [
                question for question in questions if not _asks_for_no_form(question)
            ]

    def _each(self, table: Table, name: str, expand: Any, path: Path = ()) -> None:
        if isinstance(table.get(name), list):
            expanded = [expand(item, (*path, name, number)) for number, item in enumerate(table[name])]
            table[name] = [item for item in expanded if item is not None]

    def _report(self, code: str, path: Path, **values: object) -> None:
        self.findings.append(fault(code, place(path, self.raw), self.file, **values))


def _all_forms() -> list[Table]:
    return [{"key": key, **form} for key, form in get_bank("forms").items()]


def _form_options(forms: Iterable[Table]) -> list[Table]:
    return [{"key": form.get("key"), "label": form.get("invitation", form.get("title"))} for form in forms]


def _asks_for_no_form(question: Any) -> bool:
    return isinstance(question, dict) and question.get("key") == "form_wish" and question.get("options") == []


def _merge_lists(base: Any, own: Any) -> Any:
    """Merge entries of the same key; anything that is no list of keyed tables is replaced."""
    keyed = [entry for entry in _tables(own) if isinstance(entry.get("key"), str)]
    if not isinstance(base, list) or not isinstance(own, list) or len(keyed) != len(own):
        return own
    merged = {entry.get("key"): entry for entry in _tables(base)}
    fresh = []
    for entry in keyed:
        if entry["key"] in merged:
            merged[entry["key"]] = _merge_entry(merged[entry["key"]], entry)
        else:
            fresh.append(entry)
    return [*merged.values(), *fresh]


def _merge_entry(base: Table, own: Table) -> Table:
    weighs = "weight" in own or "points" in own or own.get("force") == "must"
    kept = {name: value for name, value in base.items() if not (weighs and name in ("weight", "points"))}
    return {**kept, **own}


def _tables(items: Any) -> list[Table]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _texts(items: Any) -> list[str]:
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []
