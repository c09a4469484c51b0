"""How much memory `manage.py check_delivery` needs for a text file of a million rows.

    python benchmarks/memory_of_a_million_rows.py [--rows 1000000] [--limit 300]

Makes a database of its own in a temporary folder: 1,800 shelters of one operator, who reports all of
them every day. Ends with 1 if the highest memory in use is above the limit in MB.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path

PORTAL = Path(__file__).resolve().parent.parent
SHELTERS = 1_800
FIRST_DAY = date(2016, 1, 1)
OPERATOR = "Wohnen und Hilfe gGmbH"
PREPARE = f"""
from accommodation.models import Operation, Shelter
from portal.models import District, Organisation
operator = Organisation.objects.create(name={OPERATOR!r}, kind=Organisation.Kind.OPERATOR)
district = District.objects.create(number=1, name="Mitte", tile_row=1, tile_column=1)
Shelter.objects.bulk_create(
    Shelter(code=f"H{{n}}", name=f"Haus {{n}}", district=district) for n in range({SHELTERS})
)
Operation.objects.bulk_create(
    Operation(shelter=shelter, operator=operator) for shelter in Shelter.objects.all()
)
"""


def write_list(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("Unterkunft;Stichtag;Kapazität;Belegung\n")
        for number in range(rows):
            day = FIRST_DAY + timedelta(days=number // SHELTERS)
            file.write(f"H{number % SHELTERS};{day:%d.%m.%Y};120;{80 + number % 7}\n")


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PORTAL_DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments], cwd=PORTAL, env=environment, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--limit", type=int, default=300, help="MB")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manage(folder, "migrate", "--verbosity", "0")
        manage(folder, "shell", "--verbosity", "0", "--command", PREPARE)
        write_list(folder / "liste.csv", options.rows)
        size, begin = (folder / "liste.csv").stat().st_size, time.monotonic()
        said = manage(folder, "check_delivery", str(folder / "liste.csv"), "--operator", OPERATOR)
        seconds = time.monotonic() - begin
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(said.stdout.strip())
    print(f"{options.rows:,} rows, {size / 1e6:.0f} MB of text: {seconds:.0f} s, {memory:.0f} MB of memory")
    return int(memory > options.limit)


if __name__ == "__main__":
    sys.exit(main())
