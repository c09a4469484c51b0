"""Chapter 5: places for refugee integration measures (FIM), who offers them, and how they are used."""

from fim.models.contracts import Contract
from fim.models.counts import PlacementCount
from fim.models.placements import Placement, Provider
from fim.models.quotas import Quota, Rule

__all__ = ["Contract", "Placement", "PlacementCount", "Provider", "Quota", "Rule"]
