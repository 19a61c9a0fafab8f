"""Every sentence reading can say: one wording for one kind of finding, with what to do about it."""

from questionnaires.reading.messages import cells, files, lists, people, register, tables
from questionnaires.reading.messages.message import Message

MESSAGES = {
    one.code: one
    for about in (files, tables, cells, people, lists, register)
    for one in vars(about).values()
    if isinstance(one, Message)
}
"""Code of a finding → its message."""
