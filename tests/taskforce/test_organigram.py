"""The organigram of 2016 and of 2018 from the same rows: as tree, as layout, as picture."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from taskforce.models import Body
from taskforce.organigram import Organigram, drawn, organigram
from taskforce.organigram.layout import WIDTH, Arrow, laid_out
from tests.factories import BodyFactory, HandoverFactory, OrganisationFactory, WorkingGroupFactory
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once]

IN_2016, IN_2018 = date(2016, 6, 30), date(2018, 6, 30)


@pytest.fixture
def city():
    """A task force with two groups that hand over to office talks; a steering group follows."""
    heir = BodyFactory(
        name="Steuerungsgruppe", kind=Body.Kind.STEERING_GROUP, status="planned",
        started_from=date(2018, 1, 1), started_text="ab 2018",
    )  # fmt: skip
    ended = {
        "status": "ended",
        "ended_to": date(2017, 11, 30),
        "ended_text": "Herbst 2017",
        "ended_reason": ".",
    }
    force = BodyFactory(
        name="Task Force", kind=Body.Kind.TASK_FORCE, started_from=date(2015, 5, 1),
        started_text="Mitte 2015", successor=heir, **ended,
    )  # fmt: skip
    talks = BodyFactory(name="Ämtergespräche", kind=Body.Kind.OFFICE_TALKS, started_from=date(2017, 12, 1))
    for order, name in enumerate(("AG Arbeit", "AG Sprache"), start=1):
        group = WorkingGroupFactory(name=name, order=order, parent=force, **ended)
        HandoverFactory(body=group, to_body=talks, status="done", since=date(2017, 12, 1))


def named(tree: Organigram) -> dict[str, object]:
    return {node.name: node for node in tree.nodes}


def test_in_2016_the_groups_stand_below_their_task_force_in_their_order(city):
    (force,) = organigram(IN_2016).roots
    assert (force.name, force.note) == ("Task Force", "seit Mitte 2015")
    assert [part.name for part in force.parts] == ["AG Arbeit", "AG Sprache"]


def test_in_2016_nobody_has_taken_over_and_nobody_has_ended(city):
    nodes = organigram(IN_2016).nodes
    assert [node.passes_to for node in nodes] == [()] * 3
    assert {node.standing for node in nodes} == {Body.Status.ACTIVE}


def test_in_2018_those_that_ended_say_when_and_lead_to_their_heirs(city):
    nodes = named(organigram(IN_2018))
    force, group = nodes["Task Force"], nodes["AG Sprache"]
    assert (force.standing, force.note) == (Body.Status.ENDED, "Mitte 2015 bis Herbst 2017")
    assert force.passes_to == (nodes["Steuerungsgruppe"].key,)
    assert force.heirs == ("Steuerungsgruppe (geplant)",)
    assert group.passes_to == (nodes["Ämtergespräche"].key,)
    assert group.heirs == ("Ämtergespräche",)


def test_what_is_planned_says_so(city):
    assert named(organigram(IN_2018))["Steuerungsgruppe"].told == "geplant, ab 2018"


def test_an_office_that_took_over_is_named_though_it_is_not_drawn(city):
    office = OrganisationFactory(name="Sozialamt")
    Body.objects.get(name="AG Arbeit").handovers.update(to_body=None, to_organisation=office)
    group = named(organigram(IN_2018))["AG Arbeit"]
    assert (group.passes_to, group.heirs) == ((), ("Sozialamt",))


def test_a_promise_draws_no_arrow(city):
    Body.objects.get(name="AG Arbeit").handovers.update(status="agreed")
    assert named(organigram(IN_2018))["AG Arbeit"].passes_to == ()


def test_invented_bodies_never_stand_in_it(city):
    BodyFactory(name="Erfunden", example=True)
    assert "Erfunden" not in named(organigram(IN_2018))


def test_no_two_boxes_overlap_and_all_stand_on_the_paper(city):
    boxes = laid_out(organigram(IN_2018)).boxes
    assert len(boxes) == 5
    for one in boxes:
        assert one.x >= 0
        assert one.right <= WIDTH
        others = [box for box in boxes if box is not one]
        assert not any(
            one.x < box.right and box.x < one.right and one.y < box.bottom and box.y < one.bottom
            for box in others
        )


def test_every_arrow_leads_from_one_box_to_another_and_crosses_none(city):
    layout = laid_out(organigram(IN_2018))
    assert len(layout.arrows) == 3
    for arrow in layout.arrows:
        assert not any(
            box.x < x < box.right and box.y < y < box.bottom for x, y in spots(arrow) for box in layout.boxes
        )


def spots(arrow: Arrow) -> Iterator[tuple[float, float]]:
    """A hundred on each of its legs."""
    for (x, y), (to_x, to_y) in pairwise(arrow.path):
        yield from ((x + (to_x - x) * part / 100, y + (to_y - y) * part / 100) for part in range(101))


def test_an_arrow_to_what_is_only_planned_is_told_apart(city):
    layout = laid_out(organigram(IN_2018))
    assert sorted(arrow.planned for arrow in layout.arrows) == [False, False, True]


def test_the_picture_holds_its_words_as_text(city):
    words = texts(drawn(organigram(IN_2018), "svg"))
    assert {"Task Force", "Mitte 2015 bis Herbst 2017", "AG Sprache", "geplant, ab 2018"} <= words


def test_2016_and_2018_are_two_pictures_from_the_same_rows(city):
    before, after = (texts(drawn(organigram(when), "svg")) for when in (IN_2016, IN_2018))
    assert "seit Mitte 2015" in before - after
    assert {"Steuerungsgruppe", "Ämtergespräche"} <= after - before


def texts(svg: str | bytes) -> set[str]:
    return {element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith("text")}  # noqa: S314


def test_the_picture_may_stand_in_a_page_under_the_strict_policy(city):
    svg = drawn(organigram(IN_2018), "svg")
    assert "style" not in svg
    assert "<script" not in svg


def test_the_picture_has_a_name_and_a_description(city):
    tree = organigram(IN_2018)
    root = ET.fromstring(drawn(tree, "svg"))  # noqa: S314
    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Schaubild der Gremien am 30. Juni 2018"
    assert description.text == tree.summary


def test_ink_follows_the_page_so_that_it_is_right_in_the_dark(city):
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', str(drawn(organigram(IN_2018), "svg"))))
    assert colours <= {"currentColor", "none"}


def test_a_file_for_documents_is_a_png(city):
    assert bytes(drawn(organigram(IN_2018), "png")).startswith(b"\x89PNG")


def test_without_any_body_the_picture_says_so():
    assert "Keine Gremien erfasst." in texts(drawn(organigram(IN_2016), "svg"))


@pytest.mark.parametrize("count", [1, 12])
def test_it_costs_the_same_queries_however_many_bodies(count, django_assert_max_num_queries):
    for _ in range(count):
        HandoverFactory()
    with django_assert_max_num_queries(2):
        organigram(IN_2018)


def test_the_report_itself_can_be_drawn_for_both_years():
    """In 2016 all groups work; in 2018 they have ended, and four themes went to the office talks."""
    load_the_report()
    before, after = organigram(IN_2016), organigram(IN_2018)
    groups = [node.name for node in before.nodes if node.kind == Body.Kind.WORKING_GROUP]
    assert len(groups) == 6
    assert not any(node.standing == Body.Status.ENDED for node in before.nodes)
    ended = [node for node in after.nodes if node.standing == Body.Status.ENDED]
    assert set(groups) < {node.name for node in ended}
    talks = next(node.key for node in after.nodes if node.kind == Body.Kind.OFFICE_TALKS)
    assert sum(talks in node.passes_to for node in ended) == 4
