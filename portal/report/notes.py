"""Footnotes of one block: each source once, numbered in the order in which it is read."""

from portal.figures import Provenance
from portal.report.document import Note, NoteRef


class Notes:
    def __init__(self) -> None:
        self.notes: list[Note] = []

    def of(self, source: Provenance) -> list[NoteRef]:
        """To be called in reading order."""
        return self.to(str(source), source.url)

    def to(self, text: str, url: str = "") -> list[NoteRef]:
        """Only what stands on the net is linked; the portal's own pages are not part of a paper."""
        note = Note(text=text, url=url if url.startswith("https://") else "")
        first = note not in self.notes
        if first:
            self.notes.append(note)
        return [NoteRef(index=self.notes.index(note), first=first)]
