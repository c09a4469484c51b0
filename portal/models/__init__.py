from portal.models.access_log import AccessLogEntry
from portal.models.accessibility import AccessibilityStatement, BarrierReport, KnownBarrier
from portal.models.audit import AuditEvent
from portal.models.columns import ColumnProfile
from portal.models.contacts import ContactPerson
from portal.models.council import CouncilRequest
from portal.models.counters import CacheEntry
from portal.models.deliveries import Delivery
from portal.models.following import Following
from portal.models.freshness import DataVersion
from portal.models.indicators import Claim, ClaimReading, Indicator, ReportedFigure
from portal.models.people import User
from portal.models.places import District, Organisation
from portal.models.reporting import Reminder, ReportingDate, ReportingException, ReportingRule
from portal.models.reports import Report, ReportBlock, Snapshot
from portal.models.retention import Deletion, RetentionPeriod
from portal.models.sources import Attachment, Citation, Source, Statement

__all__ = [
    "AccessLogEntry",
    "AccessibilityStatement",
    "Attachment",
    "AuditEvent",
    "BarrierReport",
    "CacheEntry",
    "Citation",
    "Claim",
    "ClaimReading",
    "ColumnProfile",
    "ContactPerson",
    "CouncilRequest",
    "DataVersion",
    "Deletion",
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
    "RetentionPeriod",
    "Snapshot",
    "Source",
    "Statement",
    "User",
]
