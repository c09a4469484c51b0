"""Reading whatever senders deliver: workbooks and text files, to rows of values and messages.

    what the bytes are → check and parse, or decode → find the table → cells to values

Knows nothing of what the figures are about: an area declares its columns and adds its own rules.
"""

from portal.sheets.big_text import BigText
from portal.sheets.cells import CellReading
from portal.sheets.dating import words_for
from portal.sheets.declaration import Column, Declaration, Meaning
from portal.sheets.formats import LIMITS, MAX_BYTES
from portal.sheets.messages import FILE, Level, Message, Messages, Place
from portal.sheets.reader import read
from portal.sheets.result import Question, Reading, Recognition, Row

__all__ = [
    "FILE", "LIMITS", "MAX_BYTES", "BigText", "CellReading", "Column", "Declaration", "Level", "Meaning",
    "Message", "Messages", "Place", "Question", "Reading", "Recognition", "Row", "read", "words_for",
]  # fmt: skip
