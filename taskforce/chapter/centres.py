"""Service centres: several offices under one roof."""

from collections.abc import Iterable

from portal.cells import source_cell, stated
from portal.figures import Cell, Column, Table
from taskforce.models import ServiceCentre


def centre_tables(centres: Iterable[ServiceCentre]) -> Iterable[Table]:
    rows = tuple(
        (
            Cell(unit.organisation.name),
            Cell(centre.name),
            stated(centre.address),
            source_cell(centre.citation),
        )
        for centre in centres
        for unit in centre.units.all()
    )
    if rows:
        yield Table(
            key="dienstleistungszentrum",
            caption="Stellen im Dienstleistungszentrum",
            columns=(
                Column("stelle", "Stelle"),
                Column("zentrum", "Zentrum"),
                Column("adresse", "Adresse"),
                Column("quelle", "Quelle"),
            ),
            rows=rows,
        )
