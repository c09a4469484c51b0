"""Plain lists of this area as CSV: out of the admin and back without a difference.

Numbers of people are no list of this kind: they come in by ways of their own, with somebody who releases
them.
"""

from import_export import fields

from portal.lists import ByName, Day, Names, ReferenceList, WholeNumber
from portal.models import District, Organisation
from volunteering.models import (
    GoodPractice,
    MeetingSpace,
    QualificationEvent,
    SupportNeed,
    Topic,
    VolunteerGroup,
)


def names(column: str, model: type, field: str = "name") -> fields.Field:
    return fields.Field(column, column, Names(model, field))


def one(column: str, model: type, field: str = "name") -> fields.Field:
    return fields.Field(column, column, ByName(model, field))


LASTING = (
    "started_from", "started_precision", "started_text", "ended_to", "ended_precision", "ended_text",
)  # fmt: skip


class TopicList(ReferenceList):
    class Meta(ReferenceList.Meta):
        model = Topic
        import_id_fields = ("name",)
        fields = ("name", "effort")


class VolunteerGroupList(ReferenceList):
    """Without the shelters that it cares for: their names stay inside."""

    districts = names("districts", District)
    topics = names("topics", Topic)
    coordinated_by = names("coordinated_by", Organisation)

    class Meta(ReferenceList.Meta):
        model = VolunteerGroup
        import_id_fields = ("name",)
        fields = (
            "name", "aliases", "kind", "districts", "topics", "coordinated_by", "contact", "website",
            "consent_on", "confirmed_on", *LASTING,
        )  # fmt: skip


class MeetingSpaceList(ReferenceList):
    district = one("district", District)
    host = one("host", Organisation)

    class Meta(ReferenceList.Meta):
        model = MeetingSpace
        import_id_fields = ("name",)
        fields = (
            "name", "aliases", "host", "host_kind", "district", "address", "opening_hours", "website",
            "confirmed_on", *LASTING,
        )  # fmt: skip


class QualificationEventList(ReferenceList):
    provider = one("provider", Organisation)

    class Meta(ReferenceList.Meta):
        model = QualificationEvent
        import_id_fields = ("title",)
        fields = (
            "title", "outcome", "provider", "modules", "hours_per_module", "places", "participants",
            "registration", *LASTING,
        )  # fmt: skip


class GoodPracticeList(ReferenceList):
    topic = one("topic", Topic)
    group = one("group", VolunteerGroup)

    class Meta(ReferenceList.Meta):
        model = GoodPractice
        import_id_fields = ("title",)
        fields = ("title", "description", "topic", "group", "transferable", "published")


class SupportNeedList(ReferenceList):
    group = one("group", VolunteerGroup)
    urgency = fields.Field("urgency", "urgency", WholeNumber())
    reported_on = fields.Field("reported_on", "reported_on", Day())

    class Meta(ReferenceList.Meta):
        model = SupportNeed
        import_id_fields = ("group", "kind", "description", "reported_on")
        fields = ("group", "kind", "description", "urgency", "state", "reported_on", "met_on")
