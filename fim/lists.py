"""Plain lists of providers, measures and contracts as CSV, out of the admin and back."""

from import_export import fields

from fim.models import Contract, Placement, Provider
from portal.lists import ByName, ReferenceList
from portal.models import Organisation

Shelter = Placement._meta.get_field("shelter").related_model  # of another area, by its key


class ProviderList(ReferenceList):
    organisation = fields.Field("organisation", "organisation", ByName(Organisation, "name"))

    class Meta(ReferenceList.Meta):
        model = Provider
        import_id_fields = ("organisation",)
        fields = ("organisation", "kind")


class PlacementList(ReferenceList):
    provider = fields.Field("provider", "provider", ByName(Provider, "organisation__name"))
    shelter = fields.Field("shelter", "shelter", ByName(Shelter, "code"))

    class Meta(ReferenceList.Meta):
        model = Placement
        import_id_fields = ("number",)
        fields = (
            "number", "name", "kind", "provider", "shelter", "additionality", "activity", "status",
            "applied_on", "places_applied", "approved_on", "places_approved", "ended_on", "aliases",
        )  # fmt: skip


class ContractList(ReferenceList):
    placement = fields.Field("placement", "placement", ByName(Placement, "number"))
    extends = fields.Field("extends", "extends", ByName(Contract, "number"))

    class Meta(ReferenceList.Meta):
        model = Contract
        import_id_fields = ("number",)
        fields = ("number", "placement", "extends", "signed_on", "start", "end", "places")
