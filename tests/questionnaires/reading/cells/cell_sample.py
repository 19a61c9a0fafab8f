"""Reading one cell as a question of some kind."""

from reading_sample import make_programme, question

from questionnaires.question import Kind, Option
from questionnaires.reading.cells import make_reader

OPTIONS = (Option(key="yes", label="Очно"), Option(key="far", label="Дистанционно", also=("онлайн",)))


def read_cell(kind: Kind, cell: object, **settings: object) -> tuple[object, list[str]]:
    reading = make_reader(question("q", "Вопрос", kind, **settings), make_programme(schools=3))(cell)
    return reading.value, [remark.code for remark in reading.remarks]
