"""The records that let a person in."""

from enum import StrEnum


class Document(StrEnum):
    """A record that lets a person in: the five consents and the admission of outsiders. No record = not given."""

    PROCESSING = "processing"
    """Согласие на обработку персональных данных."""
    TRANSFER = "transfer"
    """Согласие на передачу (району, партнёру)."""
    PUBLICATION = "publication"
    """Согласие на публикацию на сайте; never needed to take part."""
    PARTICIPATION = "participation"
    """Согласие родителя на участие."""
    EXTRA_DUTIES = "extra-duties"
    """Письменное согласие работника на дополнительные обязанности."""
    AGREEMENT = "agreement"
    """Соглашение с организацией."""
    TRAINING = "training"
    """Обучение наставников пройдено."""
    NO_RECORD = "no-record"
    """Справка об отсутствии судимости предъявлена."""
    MEETING_PLACE = "meeting-place"
    """Место встреч в школе определено."""
    SELECTION = "selection"
    """Собеседование с наставником пройдено."""
