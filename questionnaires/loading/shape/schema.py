"""The shape of a programme file once it is written out: which settings exist and of what type."""

from marshmallow import RAISE, Schema

from questionnaires.criterion import BlankMust, CriterionKind, Force
from questionnaires.loading.shape.fields import (
    Day,
    Flag,
    Inside,
    Key,
    Listed,
    Number,
    OneOf,
    Settings,
    Text,
    Whole,
    Worded,
)
from questionnaires.programme import Arrangement, Blank, Category, Document, Purpose, Side, Stage
from questionnaires.question import Kind, QuestionnaireKind

SCHEMA_CODES = {"unknown": "unknown", "type": "type-table"}


class TableSchema(Schema):
    """A table whose unknown settings are faults: a misspelt name must not pass for a default."""

    error_messages = SCHEMA_CODES

    class Meta:
        """Refuse what is not known."""

        unknown = RAISE


class OptionSchema(TableSchema):
    """An answer of a closed question."""

    key = Key(required=True)
    label = Text(required=True)
    also = Listed(Text())


class QuestionSchema(TableSchema):
    """A question."""

    key = Key(required=True)
    text = Text(required=True)
    kind = OneOf(Kind, required=True)
    purpose = Text(required=True)
    hint = Text(empty=True)
    also = Listed(Text())
    options = Listed(Inside(OptionSchema))
    other = Flag()
    required = Flag()
    least = Whole()
    most = Whole()
    private = Flag()


class QuestionnaireSchema(TableSchema):
    """A questionnaire."""

    key = Key(required=True)
    title = Text(required=True)
    kind = OneOf(QuestionnaireKind, required=True)
    introduction = Text(required=True)
    questions = Listed(Inside(QuestionSchema), required=True)


class RequirementSchema(TableSchema):
    """A bound a person must meet."""

    fact = Text(required=True)
    label = Text(required=True)
    least = Number()
    most = Number()
    one_of = Listed(Text())
    blank = OneOf(Blank)


class OrganisationSchema(TableSchema):
    """An organisation."""

    key = Key(required=True)
    name = Text(required=True)
    short = Text(required=True)
    place = Text(empty=True)
    act = Text()
    head = Text(empty=True)
    head_position = Text(empty=True)
    curator = Text(empty=True)
    site = Text(empty=True)
    also = Listed(Text())
    partner = Flag()


class CapacitySchema(TableSchema):
    """How many mentees a mentor may take."""

    question = Text()
    default = Whole(1)
    ceiling = Whole(1)


class BaseSchema(TableSchema):
    """A base."""

    key = Key(required=True)
    title = Text(required=True)
    side = OneOf(Side, required=True)
    category = OneOf(Category, required=True)
    questionnaire = Inside(QuestionnaireSchema, required=True)
    where = Listed(Inside(RequirementSchema))
    requirements = Listed(Inside(RequirementSchema))
    documents = Listed(OneOf(Document))
    capacity = Inside(CapacitySchema)
    private = Flag()


class CriterionSchema(TableSchema):
    """A criterion of a form."""

    key = Key(required=True)
    kind = OneOf(CriterionKind, required=True)
    title = Text(required=True)
    force = OneOf(Force, load_default=Force.WISH)
    mentee = Text()
    mentor = Text()
    weight = Worded()
    points = Whole(0, 10_000)
    blank = Whole(0, 100)
    blank_must = OneOf(BlankMust)
    settings = Settings()
    yes = Text(empty=True)
    no = Text(empty=True)


class RoleModelSchema(TableSchema):
    """A pair of roles."""

    key = Key(required=True)
    title = Text(required=True)
    print_label = Text(required=True)


class PrioritySchema(TableSchema):
    """Who is served first."""

    requirement = Inside(RequirementSchema, required=True)
    rank = Whole(1, required=True)


class FormSchema(TableSchema):
    """A form of mentoring."""

    key = Key(required=True)
    title = Text(required=True)
    mentees = Listed(Text(), required=True)
    mentors = Listed(Text(), required=True)
    criteria = Listed(Inside(CriterionSchema), required=True)
    role_models = Listed(Inside(RoleModelSchema))
    arrangement = OneOf(Arrangement)
    upper = Whole(1)
    group_least = Whole(0)
    group_most = Whole(1)
    floor = Whole(0, 10_000)
    wished = Text()
    mentee_requirements = Listed(Inside(RequirementSchema))
    priorities = Listed(Inside(PrioritySchema))
    order_grounds = Listed(Text())


class RefreshSchema(TableSchema):
    """What happens to working pairs."""

    max_changes = Whole(0)
    times_a_year = Whole(1)


class IndicatorSchema(TableSchema):
    """A share that is reported."""

    key = Key(required=True)
    title = Text(required=True)
    base = Text(required=True)
    requirements = Listed(Inside(RequirementSchema))
    population = Whole(0)
    target = Whole(0, 100)


class OrderSchema(TableSchema):
    """The words of an order."""

    preamble = Text(required=True)
    duties = Listed(Text(), required=True)
    show_role_model = Flag()


class ConsentSchema(TableSchema):
    """The text of a consent."""

    key = Key(required=True)
    document = OneOf(Document, required=True)
    title = Text(required=True)
    version = Text(required=True)
    categories = Listed(OneOf(Category), required=True)
    paragraphs = Listed(Text(), required=True)
    minors = Flag()
    signer = Text(empty=True)


class ShortTermSchema(TableSchema):
    """Grades whose pairs end earlier."""

    grades = Listed(Whole(1, 12), required=True)
    end = Day(required=True)


class ProgrammeSchema(TableSchema):
    """A programme."""

    key = Key(required=True)
    title = Text(required=True)
    road_map = Text(required=True)
    about = Text(required=True)
    date = Day(required=True)
    start = Day(required=True)
    end = Day(required=True)
    salt = Text(load_default="", empty=True)
    organisations = Listed(Inside(OrganisationSchema), required=True)
    bases = Listed(Inside(BaseSchema), required=True)
    forms = Listed(Inside(FormSchema), required=True)
    stages = Listed(OneOf(Stage), required=True)
    order = Inside(OrderSchema, required=True)
    purpose = OneOf(Purpose)
    raise_worst = Flag()
    mentors_per_mentee = Whole(1)
    refresh = Inside(RefreshSchema)
    indicators = Listed(Inside(IndicatorSchema))
    third_party = Inside(QuestionnaireSchema)
    preferences = Inside(QuestionnaireSchema)
    monitoring = Listed(Inside(QuestionnaireSchema))
    verdicts = Inside(QuestionnaireSchema)
    consents = Listed(Inside(ConsentSchema))
    short_terms = Listed(Inside(ShortTermSchema))
    invented = Flag()
