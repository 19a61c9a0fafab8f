"""Names of the places in a command line where a person puts a value."""

from questionnaires.wording import Wording

FILE = Wording("ФАЙЛ", "FILE")
FILES = Wording("ФАЙЛ…", "FILE…")
FOLDER = Wording("ПАПКА", "FOLDER")
PROGRAMME = Wording("ПРОГРАММА", "PROGRAMME")
NAME = Wording("ИМЯ", "NAME")
CODE = Wording("КОД", "CODE")
DAY = Wording("ДАТА", "DATE")
REGION = Wording("РЕГИОН.toml", "REGION.toml")
