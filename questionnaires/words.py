"""Words of the field for what the code names by an enum: one wording for one thing, on every screen and paper."""

from questionnaires.programme import Category, Document, Side, Stage
from questionnaires.question import Grade
from questionnaires.wording import Wording

DOCUMENTS: dict[Document, Wording] = {
    Document.PROCESSING: Wording(
        "согласие на обработку персональных данных", "consent to personal-data processing"
    ),
    Document.TRANSFER: Wording(
        "согласие на передачу персональных данных", "consent to transfer of personal data"
    ),
    Document.PUBLICATION: Wording("согласие на публикацию на сайте", "consent to publication on the site"),
    Document.PARTICIPATION: Wording("согласие родителя на участие", "a parent's consent to taking part"),
    Document.EXTRA_DUTIES: Wording(
        "письменное согласие на дополнительные обязанности", "written consent to extra duties"
    ),
    Document.AGREEMENT: Wording("соглашение с организацией", "agreement with the organisation"),
    Document.TRAINING: Wording("обучение наставника", "the mentor's training"),
    Document.NO_RECORD: Wording(
        "отметка о предъявлении справки об отсутствии судимости",
        "a note that the certificate of no record was shown",
    ),
    Document.MEETING_PLACE: Wording("место встреч в школе", "a place of meetings in the school"),
    Document.SELECTION: Wording("собеседование с наставником", "the interview with the mentor"),
}

CATEGORIES: dict[Category, Wording] = {
    Category.PUPIL: Wording("обучающиеся", "pupils"),
    Category.TEACHER: Wording("педагоги", "teachers"),
    Category.STUDENT: Wording("студенты", "students"),
    Category.EMPLOYER: Wording("работодатели", "employers"),
    Category.ALUMNUS: Wording("выпускники", "alumni"),
}

SIDES: dict[Side, Wording] = {
    Side.MENTEE: Wording("наставляемые", "mentees"),
    Side.MENTOR: Wording("наставники", "mentors"),
    Side.PEERS: Wording("равный – равному", "peers"),
}

STAGES: dict[Stage, Wording] = {
    Stage.ANSWERS: Wording("анкеты", "questionnaires"),
    Stage.CONSENTS: Wording("согласия", "consents"),
    Stage.THIRD_PARTY: Wording("сведения от третьих лиц", "third-party information"),
    Stage.SELECTION: Wording("отбор и обучение наставников", "selection and training of mentors"),
    Stage.MEETING: Wording("групповая встреча и анкета предпочтений", "group meeting and preferences"),
    Stage.SHORTLIST: Wording("перечень потенциальных пар", "shortlist of potential pairs"),
    Stage.VERDICTS: Wording("собеседования и решения", "interviews and decisions"),
}


def class_of(grade: Grade) -> Wording:
    """Return the class of a pupil as it is read: «9А», or «9 класс» where no letter is known."""
    if grade.letter:
        return Wording(str(grade), str(grade))
    return Wording(f"{grade} класс", f"grade {grade}")
