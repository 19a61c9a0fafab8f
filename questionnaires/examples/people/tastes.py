"""How often people give which answer: option key → weight, per question, so that wishes look like those of schools.

A question or an option that is not named here is drawn by the order of its options (`drawing.popularity`).
"""

from collections.abc import Mapping

Weights = Mapping[str, int]

DAYS: Weights = {"mon": 5, "tue": 7, "wed": 6, "thu": 6, "fri": 3, "sat": 2}
TASTES: dict[str, Weights] = {
    "days": DAYS,
    "format": {"in-person": 11, "both": 7, "online": 2},
    "building": {"main": 7, "second": 3},
    "bus": {"none": 14, "early": 2, "late": 4},
    "work_shift": {"first": 6, "both": 3, "second": 2},
    "style": {"calm": 6, "practice": 7, "talk": 5, "game": 4},
    "interests": {"games": 8, "sport": 8, "music": 7, "drawing": 6, "computers": 6, "cinema": 5, "reading": 5}
    | {"nature": 4, "science": 3, "volunteering": 3, "handicraft": 2, "cooking": 2},
    "dislikes": {"public": 8, "noise": 7, "hurry": 7, "long": 5, "early": 5, "surprises": 4, "competition": 4}
    | {"routine": 4, "waiting": 3, "calls": 2},
    "occupation": {"study": 6, "work": 3, "both": 2},
    "informant": {"homeroom": 7, "psychologist": 3, "social": 2, "parent": 4},
    "preparation": {"slow": 6, "visual": 4, "written": 2, "breaks": 4, "accessible": 2, "course": 2},
    "preparation_needed": {"slow": 6, "visual": 5, "written": 1, "breaks": 4, "accessible": 1},
}
HOW_MANY: dict[str, tuple[int, ...]] = {
    "days": (1, 2, 2, 3, 3, 4),
    "interests": (1, 2, 2, 3, 3, 4),
    "dislikes": (1, 1, 2, 2, 3),
    "goals_needed": (1, 1, 2, 2),
    "goals_offered": (2, 3, 3, 4),
    "teacher_goals_offered": (2, 3, 3, 4),
    "fields_needed": (1, 1, 2),
    "fields_offered": (1, 1, 2),
    "subjects_needed": (1, 1, 2, 2, 3),
    "subjects_offered": (1, 2, 2, 3),
    "preparation": (2, 3, 3, 4),
    "preparation_needed": (1, 1, 2),
    "clubs": (1, 1, 2),
    "topics": (1, 2, 2, 3),
}
SKIPPED: dict[str, int] = {
    "preparation": 30,
    "form_wish": 45,
    "wishes": 85,
    "achievements": 40,
    "fields_needed": 25,
}
"""Percent of the people who leave the question out, where it is not the usual share."""

YOUNG, MIDDLE, SENIOR = 7, 9, 12
"""Pupils are young below grade 7, in the middle below grade 9, seniors from grade 9."""
GOALS: dict[int, Weights] = {
    YOUNG: {"study": 6, "friends": 5, "planning": 4, "activity": 4, "confidence": 2, "contest": 1},
    MIDDLE: {
        "study": 7,
        "confidence": 4,
        "planning": 4,
        "project": 3,
        "contest": 2,
        "friends": 2,
        "activity": 2,
    },
    SENIOR: {
        "exam": 8,
        "profession": 6,
        "study": 4,
        "project": 3,
        "planning": 2,
        "contest": 1,
        "confidence": 1,
    },
}
SUBJECTS: dict[int, Weights] = {
    YOUNG: {"maths": 8, "russian": 7, "english": 5, "biology": 1, "history": 1, "arts": 1},
    MIDDLE: {
        "maths": 8,
        "russian": 5,
        "english": 6,
        "physics": 4,
        "geography": 2,
        "informatics": 2,
        "history": 2,
    },
    SENIOR: {
        "maths": 9,
        "russian": 5,
        "physics": 4,
        "society": 5,
        "chemistry": 3,
        "biology": 3,
        "informatics": 4,
    }
    | {"english": 4, "history": 2, "geography": 2},
}
STRONG_AT: Weights = {"maths": 6, "russian": 6, "english": 6, "literature": 4, "history": 4, "society": 3} | {
    "biology": 3,
    "informatics": 3,
    "geography": 3,
    "physics": 2,
    "chemistry": 1,
    "sport": 3,
    "arts": 2,
    "technology": 1,
}
"""What pupils and students offer to help with: the exact sciences are the scarce ones."""
OFFERED_GOALS: Weights = {
    "study": 7,
    "planning": 4,
    "confidence": 4,
    "project": 4,
    "exam": 4,
    "friends": 3,
} | {
    "activity": 3,
    "contest": 3,
    "profession": 3,
}
FORM_WISHES: dict[int, Weights] = {
    YOUNG: {"student-student": 8, "teacher-student": 3, "university-student": 1},
    MIDDLE: {"student-student": 8, "teacher-student": 4, "university-student": 3, "alumnus-student": 1},
    SENIOR: {"student-student": 3, "teacher-student": 4, "employer-student": 6, "alumnus-student": 4}
    | {"university-student": 5},
}

TAUGHT: Weights = {
    "primary": 9,
    "russian": 7,
    "maths": 7,
    "english": 5,
    "history": 4,
    "physics": 2,
    "biology": 3,
} | {
    "informatics": 2,
    "geography": 2,
    "chemistry": 2,
    "sport": 3,
    "technology": 1,
    "arts": 1,
}
HELPS_WITH: dict[str, tuple[str, ...]] = {
    "primary": ("russian", "maths"),
    "russian": ("russian", "literature"),
    "history": ("history", "society"),
}
"""Subject of a teacher → school subjects of pupils, where they are not called the same."""
CLUBS: dict[str, tuple[str, ...]] = {
    "technical": ("robotics", "programming"),
    "science": ("ecology",),
    "arts": ("dance", "vocal", "painting", "crafts", "theatre"),
    "sport": ("chess", "athletics"),
    "tourism": ("local",),
    "social": ("preschool", "theatre"),
}
"""Direction of a teacher of additional education → associations that belong to it."""
