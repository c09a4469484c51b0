from portal.models.accessibility import AccessibilityStatement, BarrierReport, KnownBarrier
from portal.models.columns import ColumnProfile
from portal.models.council import CouncilRequest
from portal.models.counters import CacheEntry
from portal.models.deliveries import Delivery
from portal.models.following import Following
from portal.models.indicators import Claim, ClaimReading, Indicator, ReportedFigure
from portal.models.people import User
from portal.models.places import District, Organisation
from portal.models.reporting import Reminder, ReportingDate, ReportingException, ReportingRule
from portal.models.reports import Report, ReportBlock, Snapshot
from portal.models.sources import Attachment, Citation, Source, Statement

__all__ = [
    "AccessibilityStatement",
    "Attachment",
    "BarrierReport",
    "CacheEntry",
    "Citation",
    "Claim",
    "ClaimReading",
    "ColumnProfile",
    "CouncilRequest",
    "Delivery",
    "District",
    "Following",
    "Indicator",
    "KnownBarrier",
    "Organisation",
    "Reminder",
    "Report",
    "ReportBlock",
    "ReportedFigure",
    "ReportingDate",
    "ReportingException",
    "ReportingRule",
    "Snapshot",
    "Source",
    "Statement",
    "User",
]
