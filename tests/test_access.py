"""Every route × every role. A route that is not in the table fails; so does a cell that differs.

The answers: 200, a refusal (403, 404, 405, 422), `login` (sent to the sign-in), `on` (sent on).
"""

import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.conf import settings as portal_settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accommodation.actions import draft_delivery
from accommodation.models import Occupancy
from portal.accounts import issue_password
from portal.models import Delivery, User
from portal.models.areas import Area
from portal.news.opt_out import OptOut
from portal.releases import State
from taskforce.models import Body
from tests import people
from tests.factories import (
    BarrierReportFactory,
    BudgetLineFactory,
    ClaimFactory,
    ContactPersonFactory,
    CouncilRequestFactory,
    DeliveryFactory,
    HandoverFactory,
    MeetingFactory,
    MeetingSpaceFactory,
    OccupancyFactory,
    ProjectIndicatorFactory,
    QuotaFactory,
    ReportedFigureFactory,
    ReportFactory,
    ReportingDateFactory,
    ShelterFactory,
    SportsOfferFactory,
    SupportNeedFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)
from tests.fim import lists
from tests.taskforce.reporting import report_of
from tests.volunteering import lists as circle_lists
from volunteering.actions import issue_link

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Not signed in while the public view is on (public) and off (closed); then the roles. The
# deliveries and the shelter are those of Anker, for whom the operator Tina reports.
READERS: dict[str, Callable[[], User] | None] = {
    "public": None,
    "closed": None,
    "council": people.rosa,
    "operator": people.tina,
    "speaker": people.sina,
    "editor": people.emil,
    "coordination": people.karla,
    "administration": people.adam,
    "audit": people.dora,
}

TABLE = """
                                          public closed council operator speaker editor coord. admin. audit

GET  home                                  200   login   200     200      200     200    200    200    200
POST home                                  405   405     405     405      405     405    405    405    405
GET  first_steps:overview                  login login   403     403      403     200    200    200    403
POST first_steps:overview                  login login   405     405      405     405    405    405    405
GET  first_steps:shelters                  login login   403     403      403     200    200    403    403
POST first_steps:shelters                  login login   403     403      403     422    422    403    403
GET  alive                                 200   200     200     200      200     200    200    200    200
POST alive                                 405   405     405     405      405     405    405    405    405
GET  ready                                 200   200     200     200      200     200    200    200    200
POST ready                                 405   405     405     405      405     405    405    405    405

GET  accessibility:statement               200   200     200     200      200     200    200    200    200
POST accessibility:statement               405   405     405     405      405     405    405    405    405
GET  accessibility:report                  200   200     200     200      200     200    200    200    200
POST accessibility:report                  on    on      on      on       on      on     on     on     on
GET  accessibility:thanks                  200   200     200     200      200     200    200    200    200
POST accessibility:thanks                  405   405     405     405      405     405    405    405    405
GET  accessibility:plain_language          200   200     200     200      200     200    200    200    200
POST accessibility:plain_language          405   405     405     405      405     405    405    405    405
GET  accessibility:reports                 login login   403     403      403     403    200    403    200
POST accessibility:reports                 login login   403     403      403     403    405    403    405
GET  accessibility:answer                  login login   403     403      403     403    200    403    200
POST accessibility:answer                  login login   403     403      403     403    on     403    403
GET  accessibility:components              login login   403     403      403     200    200    200    200
POST accessibility:components              login login   405     405      405     405    405    405    405

GET  accommodation:chapter                 200   login   200     200      200     200    200    200    200
POST accommodation:chapter                 405   405     405     405      405     405    405    405    405
GET  accommodation:chart                   200   login   200     200      200     200    200    200    200
POST accommodation:chart                   405   405     405     405      405     405    405    405    405
GET  accommodation:table                   200   login   200     200      200     200    200    200    200
POST accommodation:table                   405   405     405     405      405     405    405    405    405
GET  accommodation:shelters                login login   403     200      403     200    200    200    200
POST accommodation:shelters                login login   405     405      405     405    405    405    405
GET  accommodation:shelters_table          login login   403     200      403     200    200    200    200
POST accommodation:shelters_table          login login   405     405      405     405    405    405    405
GET  accommodation:shelter                 login login   404     200      404     200    200    200    200
POST accommodation:shelter                 login login   405     405      405     405    405    405    405
GET  accommodation:shelter_chart           login login   404     200      404     200    200    200    200
POST accommodation:shelter_chart           login login   405     405      405     405    405    405    405
GET  accommodation:shelter_table           login login   404     200      404     200    200    200    200
POST accommodation:shelter_table           login login   405     405      405     405    405    405    405
GET  accommodation:balance                 login login   200     200      200     200    200    200    200
POST accommodation:balance                 login login   405     405      405     405    405    405    405
GET  accommodation:balance_chart           login login   200     200      200     200    200    200    200
POST accommodation:balance_chart           login login   405     405      405     405    405    405    405
GET  accommodation:balance_table           login login   200     200      200     200    200    200    200
POST accommodation:balance_table           login login   405     405      405     405    405    405    405

GET  volunteering:chapter                  200   login   200     200      200     200    200    200    200
POST volunteering:chapter                  405   405     405     405      405     405    405    405    405
GET  volunteering:chart                    200   login   200     200      200     200    200    200    200
POST volunteering:chart                    405   405     405     405      405     405    405    405    405
GET  volunteering:table                    200   login   200     200      200     200    200    200    200
POST volunteering:table                    405   405     405     405      405     405    405    405    405
GET  volunteering:directory                200   login   200     200      200     200    200    200    200
POST volunteering:directory                405   405     405     405      405     405    405    405    405
GET  volunteering:directory_table          200   login   200     200      200     200    200    200    200
POST volunteering:directory_table          405   405     405     405      405     405    405    405    405
GET  volunteering:report_number            404   404     404     404      404     404    404    404    404
POST volunteering:report_number            404   404     404     404      404     404    404    404    404
GET  volunteering:thanks                   200   200     200     200      200     200    200    200    200
POST volunteering:thanks                   405   405     405     405      405     405    405    405    405
GET  volunteering:open_link                on    on      on      on       on      on     on     on     on
POST volunteering:open_link                405   405     405     405      405     405    405    405    405
GET  volunteering:work                     login login   403     403      403     200    200    200    200
POST volunteering:work                     login login   403     403      403     405    405    405    405
GET  volunteering:work_table               login login   403     403      403     200    200    200    200
POST volunteering:work_table               login login   403     403      403     405    405    405    405
GET  volunteering:release_count            login login   403     403      403     403    405    403    403
POST volunteering:release_count            login login   403     403      403     403    on     403    403
GET  volunteering:return_count             login login   403     403      403     403    405    403    403
POST volunteering:return_count             login login   403     403      403     403    on     403    403
GET  volunteering:confirm_group            login login   403     403      403     405    405    403    403
POST volunteering:confirm_group            login login   403     403      403     on     on     403    403
GET  volunteering:confirm_space            login login   403     403      403     405    405    403    403
POST volunteering:confirm_space            login login   403     403      403     on     on     403    403
GET  volunteering:links                    login login   403     403      403     200    200    403    403
POST volunteering:links                    login login   403     403      403     405    405    403    403
GET  volunteering:issue_link               login login   403     403      403     405    405    403    403
POST volunteering:issue_link               login login   403     403      403     200    200    403    403
GET  volunteering:revoke_link              login login   403     403      403     405    405    403    403
POST volunteering:revoke_link              login login   403     403      403     on     on     403    403
GET  volunteering:deliveries               login login   403     200      403     200    200    200    200
POST volunteering:deliveries               login login   405     405      405     405    405    405    405
GET  volunteering:upload                   login login   403     200      403     200    200    403    403
POST volunteering:upload                   login login   403     422      403     422    422    403    403
GET  volunteering:template                 login login   403     200      403     422    422    403    403
POST volunteering:template                 login login   403     405      403     405    405    403    403
GET  volunteering:delivery                 login login   404     200      404     200    200    200    200
POST volunteering:delivery                 login login   405     405      405     405    405    405    405
GET  volunteering:file                     login login   404     200      404     200    200    200    200
POST volunteering:file                     login login   405     405      405     405    405    405    405
GET  volunteering:confirm                  login login   405     405      405     405    405    405    405
POST volunteering:confirm                  login login   404     on       404     404    404    404    404
GET  volunteering:discard                  login login   405     405      405     405    405    405    405
POST volunteering:discard                  login login   404     on       404     404    404    404    404
GET  volunteering:release                  login login   403     403      403     403    405    403    403
POST volunteering:release                  login login   403     403      403     403    on     403    403
GET  volunteering:return_                  login login   403     403      403     403    405    403    403
POST volunteering:return_                  login login   403     403      403     403    on     403    403
GET  volunteering:withdraw                 login login   405     405      405     405    405    405    405
POST volunteering:withdraw                 login login   404     on       404     on     on     403    403

GET  taskforce:chapter                     200   login   200     200      200     200    200    200    200
POST taskforce:chapter                     405   405     405     405      405     405    405    405    405
GET  taskforce:table                       200   login   200     200      200     200    200    200    200
POST taskforce:table                       405   405     405     405      405     405    405    405    405
GET  taskforce:handovers                   200   login   200     200      200     200    200    200    200
POST taskforce:handovers                   405   405     405     405      405     405    405    405    405
GET  taskforce:handovers_table             200   login   200     200      200     200    200    200    200
POST taskforce:handovers_table             405   405     405     405      405     405    405    405    405
GET  taskforce:organigram                  200   login   200     200      200     200    200    200    200
POST taskforce:organigram                  405   405     405     405      405     405    405    405    405
GET  taskforce:organigram_file             200   login   200     200      200     200    200    200    200
POST taskforce:organigram_file             405   405     405     405      405     405    405    405    405
GET  taskforce:body                        200   login   200     200      200     200    200    200    200
POST taskforce:body                        405   405     405     405      405     405    405    405    405
GET  taskforce:body_table                  200   login   200     200      200     200    200    200    200
POST taskforce:body_table                  405   405     405     405      405     405    405    405    405

GET  fim:chapter                           200   login   200     200      200     200    200    200    200
POST fim:chapter                           405   405     405     405      405     405    405    405    405
GET  fim:chart                             200   login   200     200      200     200    200    200    200
POST fim:chart                             405   405     405     405      405     405    405    405    405
GET  fim:table                             200   login   200     200      200     200    200    200    200
POST fim:table                             405   405     405     405      405     405    405    405    405
GET  fim:own                               login login   403     200      403     200    200    403    403
POST fim:own                               login login   405     405      405     405    405    405    405
GET  fim:own_chart                         login login   403     200      403     403    403    403    403
POST fim:own_chart                         login login   405     405      405     405    405    405    405
GET  fim:own_table                         login login   403     200      403     403    403    403    403
POST fim:own_table                         login login   405     405      405     405    405    405    405
GET  fim:deliveries                        login login   403     200      403     200    200    200    200
POST fim:deliveries                        login login   405     405      405     405    405    405    405
GET  fim:upload                            login login   403     200      403     200    200    403    403
POST fim:upload                            login login   403     422      403     422    422    403    403
GET  fim:template                          login login   403     200      403     422    422    403    403
POST fim:template                          login login   403     405      403     405    405    403    403
GET  fim:delivery                          login login   404     200      404     200    200    200    200
POST fim:delivery                          login login   405     405      405     405    405    405    405
GET  fim:file                              login login   404     200      404     200    200    200    200
POST fim:file                              login login   405     405      405     405    405    405    405
GET  fim:confirm                           login login   405     405      405     405    405    405    405
POST fim:confirm                           login login   404     on       404     404    404    404    404
GET  fim:discard                           login login   405     405      405     405    405    405    405
POST fim:discard                           login login   404     on       404     404    404    404    404
GET  fim:release                           login login   403     403      403     403    405    403    403
POST fim:release                           login login   403     403      403     403    on     403    403
GET  fim:return_                           login login   403     403      403     403    405    403    403
POST fim:return_                           login login   403     403      403     403    on     403    403
GET  fim:withdraw                          login login   405     405      405     405    405    405    405
POST fim:withdraw                          login login   404     on       404     on     on     403    403
GET  pakt:chapter                          200   login   200     200      200     200    200    200    200
POST pakt:chapter                          405   405     405     405      405     405    405    405    405
GET  pakt:chart                            200   login   200     200      200     200    200    200    200
POST pakt:chart                            405   405     405     405      405     405    405    405    405
GET  pakt:table                            200   login   200     200      200     200    200    200    200
POST pakt:table                            405   405     405     405      405     405    405    405    405
GET  pakt:programme                        200   login   200     200      200     200    200    200    200
POST pakt:programme                        405   405     405     405      405     405    405    405    405
GET  pakt:programme_chart                  200   login   200     200      200     200    200    200    200
POST pakt:programme_chart                  405   405     405     405      405     405    405    405    405
GET  pakt:programme_table                  200   login   200     200      200     200    200    200    200
POST pakt:programme_table                  405   405     405     405      405     405    405    405    405
GET  pakt:project                          200   login   200     200      200     200    200    200    200
POST pakt:project                          405   405     405     405      405     405    405    405    405
GET  pakt:project_chart                    200   login   200     200      200     200    200    200    200
POST pakt:project_chart                    405   405     405     405      405     405    405    405    405
GET  pakt:project_table                    200   login   200     200      200     200    200    200    200
POST pakt:project_table                    405   405     405     405      405     405    405    405    405
GET  culture_sport:chapter                 200   login   200     200      200     200    200    200    200
POST culture_sport:chapter                 405   405     405     405      405     405    405    405    405
GET  culture_sport:chart                   200   login   200     200      200     200    200    200    200
POST culture_sport:chart                   405   405     405     405      405     405    405    405    405
GET  culture_sport:table                   200   login   200     200      200     200    200    200    200
POST culture_sport:table                   405   405     405     405      405     405    405    405    405
GET  culture_sport:offers                  200   login   200     200      200     200    200    200    200
POST culture_sport:offers                  405   405     405     405      405     405    405    405    405
GET  culture_sport:still_correct           login login   403     403      403     200    200    403    403
POST culture_sport:still_correct           login login   403     403      403     404    404    403    403

GET  deliveries:list                       login login   403     200      403     200    200    200    200
POST deliveries:list                       login login   405     405      405     405    405    405    405
GET  deliveries:upload                     login login   403     200      403     200    200    403    403
POST deliveries:upload                     login login   403     422      403     422    422    403    403
GET  deliveries:template                   login login   403     200      403     422    422    403    403
POST deliveries:template                   login login   403     405      403     405    405    403    403
GET  deliveries:form                       login login   403     200      403     200    200    403    403
POST deliveries:form                       login login   403     422      403     422    422    403    403
GET  deliveries:unchanged                  login login   403     200      403     200    200    403    403
POST deliveries:unchanged                  login login   403     422      403     422    422    403    403
GET  deliveries:nothing                    login login   403     200      403     200    200    403    403
POST deliveries:nothing                    login login   403     422      403     422    422    403    403
GET  deliveries:columns                    login login   403     405      403     405    405    403    403
POST deliveries:columns                    login login   403     on       403     on     on     403    403
GET  deliveries:calendar                   login login   403     200      403     200    200    200    200
POST deliveries:calendar                   login login   405     405      405     405    405    405    405
GET  deliveries:date                       login login   403     403      403     200    200    200    200
POST deliveries:date                       login login   403     403      403     405    405    405    405
GET  deliveries:close_date                 login login   403     403      403     403    405    403    403
POST deliveries:close_date                 login login   403     403      403     403    on     403    403
GET  deliveries:reopen_date                login login   403     403      403     403    405    403    403
POST deliveries:reopen_date                login login   403     403      403     403    on     403    403
GET  deliveries:grant_exception            login login   403     403      403     403    405    403    403
POST deliveries:grant_exception            login login   403     403      403     403    422    403    403
GET  deliveries:delivery                   login login   404     200      404     200    200    200    200
POST deliveries:delivery                   login login   405     405      405     405    405    405    405
GET  deliveries:file                       login login   404     200      404     200    200    200    200
POST deliveries:file                       login login   405     405      405     405    405    405    405
GET  deliveries:report                     login login   404     200      404     404    404    404    404
POST deliveries:report                     login login   405     405      405     405    405    405    405
GET  deliveries:confirm                    login login   405     405      405     405    405    405    405
POST deliveries:confirm                    login login   404     on       404     404    404    404    404
GET  deliveries:discard                    login login   405     405      405     405    405    405    405
POST deliveries:discard                    login login   404     on       404     404    404    404    404
GET  deliveries:release                    login login   403     403      403     403    405    403    403
POST deliveries:release                    login login   403     403      403     403    on     403    403
GET  deliveries:return_                    login login   403     403      403     403    405    403    403
POST deliveries:return_                    login login   403     403      403     403    on     403    403
GET  deliveries:withdraw                   login login   405     405      405     405    405    405    405
POST deliveries:withdraw                   login login   404     on       404     on     on     403    403

GET  taskforce:reports                     200   login   200     200      200     200    200    200    200
POST taskforce:reports                     405   405   405     405      405     405    405    405    405
GET  taskforce:report                      200   login   200     200      200     200    200    200    200
POST taskforce:report                      405   405   405     405      405     405    405    405    405
GET  taskforce:meeting                     200   login   200     200      200     200    200    200    200
POST taskforce:meeting                     405   405   405     405      405     405    405    405    405
GET  taskforce:minutes                     200   login   200     200      200     200    200    200    200
POST taskforce:minutes                     405   405   405     405      405     405    405    405    405
GET  taskforce:calendar                    200   login   200     200      200     200    200    200    200
POST taskforce:calendar                    405   405   405     405      405     405    405    405    405
GET  taskforce:own                         login login   403     403      200     403    403    403    403
POST taskforce:own                         login login   403     403      405     403    403    403    403
GET  taskforce:write_report                login login   403     403      200     403    403    403    403
POST taskforce:write_report                login login   403     403      on      403    403    403    403
GET  taskforce:release_report              login login   403     403      403     403    405    403    403
POST taskforce:release_report              login login   403     403      403     403    on     403    403
GET  taskforce:return_report               login login   403     403      403     403    405    403    403
POST taskforce:return_report               login login   403     403      403     403    on     403    403

GET  reports:list                          200   login   200     200      200     200    200    200    200
POST reports:list                          405   405     405     405      405     405    405    405    405
GET  reports:report                        404   login   404     404      404     404    200    404    200
POST reports:report                        405   405     405     405      405     405    405    405    405
GET  reports:file                          404   login   404     404      404     404    200    404    200
POST reports:file                          405   405     405     405      405     405    405    405    405
GET  reports:being_written                 404   login   404     404      404     404    200    404    200
POST reports:being_written                 405   405     405     405      405     405    405    405    405
GET  reports:new                           login login   403     403      403     403    200    403    403
POST reports:new                           login login   403     403      403     403    422    403    403
GET  reports:change                        login login   403     403      403     403    200    403    403
POST reports:change                        login login   403     403      403     403    409    403    403
GET  reports:choose                        login login   403     403      403     403    200    403    403
POST reports:choose                        login login   403     403      403     403    on     403    403
GET  reports:arrange                       login login   403     403      403     403    200    403    403
POST reports:arrange                       login login   403     403      403     403    405    403    403
GET  reports:move                          login login   403     403      403     403    405    403    403
POST reports:move                          login login   403     403      403     403    on     403    403
GET  reports:show                          login login   403     403      403     403    405    403    403
POST reports:show                          login login   403     403      403     403    on     403    403
GET  reports:insert                        login login   403     403      403     403    200    403    403
POST reports:insert                        login login   403     403      403     403    on     403    403
GET  reports:edit                          login login   403     403      403     403    200    403    403
POST reports:edit                          login login   403     403      403     403    on     403    403
GET  reports:remove                        login login   403     403      403     403    405    403    403
POST reports:remove                        login login   403     403      403     403    on     403    403
GET  reports:submit                        login login   403     403      403     403    405    403    403
POST reports:submit                        login login   403     403      403     403    on     403    403
GET  reports:release                       login login   403     403      403     403    405    403    403
POST reports:release                       login login   403     403      403     403    on     403    403
GET  reports:return_                       login login   403     403      403     403    405    403    403
POST reports:return_                       login login   403     403      403     403    422    403    403

GET  library:sources                       200   login   200     200      200     200    200    200    200
POST library:sources                       405   405     405     405      405     405    405    405    405
GET  library:sources_table                 200   login   200     200      200     200    200    200    200
POST library:sources_table                 405   405     405     405      405     405    405    405    405
GET  library:source                        200   login   200     200      200     200    200    200    200
POST library:source                        405   405     405     405      405     405    405    405    405
GET  library:source_table                  200   login   200     200      200     200    200    200    200
POST library:source_table                  405   405     405     405      405     405    405    405    405
GET  search:search                         200   login   200     200      200     200    200    200    200
POST search:search                         405   405     405     405      405     405    405    405    405
GET  library:indicators                    200   login   200     200      200     200    200    200    200
POST library:indicators                    405   405     405     405      405     405    405    405    405
GET  library:indicators_table              200   login   200     200      200     200    200    200    200
POST library:indicators_table              405   405     405     405      405     405    405    405    405
GET  library:indicator                     200   login   200     200      200     200    200    200    200
POST library:indicator                     405   405     405     405      405     405    405    405    405
GET  library:indicator_table               200   login   200     200      200     200    200    200    200
POST library:indicator_table               405   405     405     405      405     405    405    405    405
GET  library:indicator_chart               200   login   200     200      200     200    200    200    200
POST library:indicator_chart               405   405     405     405      405     405    405    405    405

GET  help:index                            200   200     200     200      200     200    200    200    200
POST help:index                            405   405     405     405      405     405    405    405    405
GET  help:page                             200   200     200     200      200     200    200    200    200
POST help:page                             405   405     405     405      405     405    405    405    405

GET  districts:overview                    200   login   200     200      200     200    200    200    200
POST districts:overview                    405   405     405     405      405     405    405    405    405
GET  districts:table                       200   login   200     200      200     200    200    200    200
POST districts:table                       405   405     405     405      405     405    405    405    405
GET  districts:district                    200   login   200     200      200     200    200    200    200
POST districts:district                    405   405     405     405      405     405    405    405    405
GET  districts:district_chart              200   login   200     200      200     200    200    200    200
POST districts:district_chart              405   405     405     405      405     405    405    405    405
GET  districts:district_table              200   login   200     200      200     200    200    200    200
POST districts:district_table              405   405     405     405      405     405    405    405    405

GET  factcheck:claims                      200   login   200     200      200     200    200    200    200
POST factcheck:claims                      405   405     405     405      405     405    405    405    405
GET  factcheck:claim                       200   login   200     200      200     200    200    200    200
POST factcheck:claim                       405   405     405     405      405     405    405    405    405
GET  factcheck:table                       200   login   200     200      200     200    200    200    200
POST factcheck:table                       405   405     405     405      405     405    405    405    405

GET  opendata:home                         200   login   200     200      200     200    200    200    200
POST opendata:home                         405   405     405     405      405     405    405    405    405
GET  opendata:catalogue                    200   login   200     200      200     200    200    200    200
POST opendata:catalogue                    405   405     405     405      405     405    405    405    405
GET  opendata:dictionary                   200   login   200     200      200     200    200    200    200
POST opendata:dictionary                   405   405     405     405      405     405    405    405    405
GET  opendata:figures_csv                  200   login   200     200      200     200    200    200    200
POST opendata:figures_csv                  405   405     405     405      405     405    405    405    405
GET  opendata:figures_json                 200   login   200     200      200     200    200    200    200
POST opendata:figures_json                 405   405     405     405      405     405    405    405    405
GET  opendata:figures_german               200   login   200     200      200     200    200    200    200
POST opendata:figures_german               405   405     405     405      405     405    405    405    405
GET  opendata:indicator_csv                200   login   200     200      200     200    200    200    200
POST opendata:indicator_csv                405   405     405     405      405     405    405    405    405
GET  opendata:indicator_json               200   login   200     200      200     200    200    200    200
POST opendata:indicator_json               405   405     405     405      405     405    405    405    405
GET  opendata:indicator_german             200   login   200     200      200     200    200    200    200
POST opendata:indicator_german             405   405     405     405      405     405    405    405    405
GET  opendata:chapter_csv                  200   login   200     200      200     200    200    200    200
POST opendata:chapter_csv                  405   405     405     405      405     405    405    405    405
GET  opendata:chapter_json                 200   login   200     200      200     200    200    200    200
POST opendata:chapter_json                 405   405     405     405      405     405    405    405    405
GET  opendata:chapter_german               200   login   200     200      200     200    200    200    200
POST opendata:chapter_german               405   405     405     405      405     405    405    405    405
GET  opendata:api                          200   login   200     200      200     200    200    200    200
POST opendata:api                          405   405     405     405      405     405    405    405    405
GET  opendata:openapi                      200   login   200     200      200     200    200    200    200
POST opendata:openapi                      405   405     405     405      405     405    405    405    405
GET  opendata:opendata_api:api-root        200   login   200     200      200     200    200    200    200
POST opendata:opendata_api:api-root        405   405     405     405      405     405    405    405    405
GET  opendata:opendata_api:indicators      200   login   200     200      200     200    200    200    200
POST opendata:opendata_api:indicators      405   405     405     405      405     405    405    405    405
GET  opendata:opendata_api:indicator       200   login   200     200      200     200    200    200    200
POST opendata:opendata_api:indicator       405   405     405     405      405     405    405    405    405
GET  opendata:opendata_api:figures         200   login   200     200      200     200    200    200    200
POST opendata:opendata_api:figures         405   405     405     405      405     405    405    405    405
GET  opendata:opendata_api:chapters        200   login   200     200      200     200    200    200    200
POST opendata:opendata_api:chapters        405   405     405     405      405     405    405    405    405
GET  opendata:opendata_api:chapter         200   login   200     200      200     200    200    200    200
POST opendata:opendata_api:chapter         405   405     405     405      405     405    405    405    405

GET  council:list                          200   login   200     200      200     200    200    200    200
POST council:list                          405   405     405     405      405     405    405    405    405
GET  council:request                       404   login   200     200      200     200    200    200    200
POST council:request                       405   405     405     405      405     405    405    405    405
GET  council:new                           login login   403     403      403     403    200    403    403
POST council:new                           login login   403     403      403     403    422    403    403
GET  council:change                        login login   403     403      403     403    200    403    403
POST council:change                        login login   403     403      403     403    409    403    403
GET  council:answer                        login login   403     403      403     403    200    403    403
POST council:answer                        login login   403     403      403     403    422    403    403

GET  news:list                             login login 200      200      200     200    200    200    200
POST news:list                             login login 405      405      405     405    405    405    405
GET  news:follow                           login login 405      405      405     405    405    405    405
POST news:follow                           login login on       on       on      on     on     on     on
GET  news:unfollow                         login login 405      405      405     405    405    405    405
POST news:unfollow                         login login on       on       on      on     on     on     on
GET  news:opt_out                          200   200   200      200      200     200    200    200    200
POST news:opt_out                          200   200   200      200      200     200    200    200    200
GET  news:follow_again                     405   405   405      405      405     405    405    405    405
POST news:follow_again                     on    on    on       on       on      on     on     on     on

GET  contacts:list                         200   login   200     200      200     200    200    200    200
POST contacts:list                         405   405     405     405      405     405    405    405    405
GET  contacts:new                          login login   403     200      403     403    403    403    403
POST contacts:new                          login login   403     422      403     403    403    403    403
GET  contacts:change                       login login   403     200      403     403    403    403    403
POST contacts:change                       login login   403     409      403     403    403    403    403
GET  contacts:confirm                      login login   403     405      403     403    403    403    403
POST contacts:confirm                      login login   403     on       403     403    403    403    403
GET  contacts:withdraw                     login login   403     200      403     403    403    403    403
POST contacts:withdraw                     login login   403     on       403     403    403    403    403
GET  privacy:notice                        200   200     200     200      200     200    200    200    200
POST privacy:notice                        405   405     405     405      405     405    405    405    405
GET  privacy:register                      login login   403     403      403     403    403    200    200
POST privacy:register                      405   405     405     405      405     405    405    405    405
GET  own_data                              login login   200     200      200     200    200    200    200
POST own_data                              405   405     405     405      405     405    405    405    405

GET  account_login                         200   200     on      on       on      on     on     on     on
GET  account_logout                        on    on      200     200      200     200    200    200    200
POST account_logout                        on    on      on      on       on      on     on     on     on
GET  account_inactive                      200   200     200     200      200     200    200    200    200
GET  account_signup                        200   200     on      on       on      on     on     on     on
POST account_signup                        200   200     on      on       on      on     on     on     on
GET  account_reauthenticate                login login   200     200      200     200    200    200    200
GET  account_change_password               login login   200     200      200     200    200    200    200
GET  account_set_password                  on    on      on      on       on      on     on     on     on
GET  account_reset_password                200   200     200     200      200     200    200    200    200
GET  account_reset_password_done           200   200     200     200      200     200    200    200    200
GET  account_reset_password_from_key       200   200     200     200      200     200    200    200    200
GET  account_reset_password_from_key_done  200   200     200     200      200     200    200    200    200

GET  openid_connect_login                  404   404     404     404      404     404    404    404    404
GET  openid_connect_callback               404   404     404     404      404     404    404    404    404
GET  socialaccount_login_cancelled         200   200     200     200      200     200    200    200    200
GET  socialaccount_login_error             401   401     401     401      401     401    401    401    401
GET  mfa_index                             login login   200     200      200     200    200    200    200
GET  mfa_authenticate                      login login   on      on       on      on     on     on     on
POST mfa_authenticate                      login login   on      on       on      on     on     on     on
GET  mfa_reauthenticate                    login login   on      on       on      on     on     on     on
GET  mfa_activate_totp                     login login   on      on       on      on     on     on     on
GET  mfa_deactivate_totp                   login login   404     404      404     404    404    404    404
GET  mfa_list_webauthn                     on    on      on      on       on      on     on     on     on
GET  mfa_add_webauthn                      login login   on      on       on      on     on     on     on
GET  mfa_reauthenticate_webauthn           login login   on      on       on      on     on     on     on
GET  mfa_remove_webauthn                   login login   on      on       on      on     on     on     on
GET  mfa_view_recovery_codes               login login   404     404      404     404    404    404    404
GET  mfa_generate_recovery_codes           login login   on      on       on      on     on     on     on
GET  mfa_download_recovery_codes           login login   404     404      404     404    404    404    404

GET  admin:index                           login login   403     403      403     200    200    200    200
GET  admin:login                           login login   403     403      403     on     on     on     on
GET  admin:logout                          on    on      on      on       on      405    405    405    405
GET  admin:password_change                 login login   403     403      403     200    200    200    200
GET  admin:password_change_done            login login   403     403      403     200    200    200    200
GET  admin:jsi18n                          login login   403     403      403     200    200    200    200
GET  admin:autocomplete                    login login   403     403      403     403    403    403    403
GET  admin:view_on_site                    login login   403     403      403     404    404    404    404
GET  admin:app_list                        login login   403     403      403     200    200    200    200
"""

ROWS = [
    pytest.param(method, name, dict(zip(READERS, answers, strict=True)), id=f"{method} {name}")
    for method, name, *answers in (
        line.split() for line in TABLE.splitlines() if line.startswith(("GET", "POST"))
    )
]
NAMED = dict.fromkeys(row.values[1] for row in ROWS)


def shelter() -> dict[str, object]:
    house = ShelterFactory(code="ANK-1", name="Haus Anker", operation__operator=people.anker())
    OccupancyFactory(shelter=house)
    return {"code": house.code}


def drawn(key: str, extension: str) -> dict[str, object]:
    ReportedFigureFactory(indicator__key="occupancy_total")
    return {"key": key, "extension": extension}


def balanced(key: str, extension: str) -> dict[str, object]:
    ShelterFactory()
    return drawn(key, extension)


def draft() -> dict[str, object]:
    """What Tina uploaded and has not confirmed yet."""
    ShelterFactory(name="Haus Anker", operation__operator=people.anker())
    data = b"Unterkunft;Stichtag;belegt\nHaus Anker;31.08.2017;80\n"
    delivery, _ = draft_delivery(
        data=data, file_name="anker.csv", sender=people.anker(), as_of=None, by=people.tina()
    )
    assert delivery is not None
    return {"pk": delivery.pk}


def submitted() -> dict[str, object]:
    delivery = DeliveryFactory(
        sender=people.anker(), created_by=people.tina(), submitted_by=people.tina(), state=State.SUBMITTED,
        submitted_at=timezone.now(), first_as_of=date(2017, 8, 31), last_as_of=date(2017, 8, 31),
    )  # fmt: skip
    delivery.file.save("anker.csv", ContentFile(b"Unterkunft;belegt\nHaus Anker;80\n"))
    house = ShelterFactory(operation__operator=people.anker())
    OccupancyFactory(shelter=house, delivery=delivery, current=False)
    return {"pk": delivery.pk}


def nothing_in_the_address() -> dict[str, object]:
    """The template is about the reader's own shelters."""
    shelter()
    return {}


def report(state: State) -> dict[str, object]:
    """Of the group for which Sina speaks."""
    return {"slug": report_of(people.language(), state).body.slug}


def meeting() -> dict[str, object]:
    held = MeetingFactory(body=people.language(), public=True, minutes_public=True)
    held.minutes.save("protokoll.pdf", ContentFile(b"%PDF-1.7"))
    return {"pk": held.pk}


def table_of(body: Body) -> dict[str, object]:
    """Its hand-overs, of which there is one."""
    HandoverFactory(body=body)
    return {"key": "ueberfuehrungen", "extension": "csv"}


def agreed() -> dict[str, object]:
    HandoverFactory()
    return {"key": "vereinbart", "extension": "csv"}


def of_the_quota(key: str, extension: str) -> dict[str, object]:
    QuotaFactory()
    ReportedFigureFactory(indicator__key="fim_occupied_internal", indicator__area="fim", value=167)
    return {"key": key, "extension": extension}


def provider() -> dict[str, object]:
    """Anker offers places, too."""
    lists.garden(end=date(2099, 12, 31))
    return {}


def list_draft() -> dict[str, object]:
    lists.garden()
    return {"pk": lists.drafted("Lehrgarten;8;31.08.2017").pk}


def list_submitted() -> dict[str, object]:
    lists.garden()
    return {"pk": lists.submitted("Lehrgarten;8;31.08.2017").pk}


def mailed_to_rosa() -> dict[str, object]:
    """The link that is in her mail, whoever holds it."""
    return {"token": OptOut(people.rosa().pk, Area.ACCOMMODATION).token}


def circles() -> dict[str, object]:
    """Anker coordinates circles, too."""
    circle_lists.north()
    return {}


def circle_list_draft() -> dict[str, object]:
    circle_lists.north()
    return {"pk": circle_lists.drafted("Kreis Nord;46;aktiv;30.06.2017").pk}


def circle_list_submitted() -> dict[str, object]:
    circle_lists.north()
    return {"pk": circle_lists.submitted("Kreis Nord;46;aktiv;30.06.2017").pk}


def counted_volunteers(key: str, extension: str) -> dict[str, object]:
    ReportedFigureFactory(indicator__key="volunteers_active", indicator__area="volunteering")
    return {"key": key, "extension": extension}


def group_that_agreed() -> str:
    VolunteerGroupFactory(consent_on=date(2017, 1, 1))
    return "freundeskreise"


def work_to_do() -> str:
    SupportNeedFactory()
    return "offene-bedarfe"


def funded() -> dict[str, object]:
    """A project with money and a target."""
    project = BudgetLineFactory().project
    ProjectIndicatorFactory(project=project)
    return {"programme": project.programme.slug, "slug": project.slug}


def programme_of_funded() -> dict[str, object]:
    return {"slug": funded()["programme"]}


def offered(key: str, extension: str) -> dict[str, object]:
    SportsOfferFactory()
    return {"key": key, "extension": extension}


PICTURE = {"key": "geld-stadt", "extension": "svg"}
LIST = {"key": "haushaltszeilen", "extension": "csv"}


def contact() -> dict[str, object]:
    """Of Anker."""
    return {"pk": ContactPersonFactory(organisation=people.anker()).pk}


def cited() -> dict[str, object]:
    return {"slug": ReportedFigureFactory().citation.source.slug}


def course() -> dict[str, object]:
    """Of two values."""
    figure = ReportedFigureFactory()
    ReportedFigureFactory(indicator=figure.indicator, period_start=date(2016, 7, 1))
    return {"slug": figure.indicator.key}


def inhabited(key: str = "", extension: str = "") -> dict[str, object]:
    """A district with a shelter, and a file of its page."""
    district = OccupancyFactory(shelter__closed_on=timezone.localdate()).shelter.district
    file = {"key": key, "extension": extension} if key else {}
    return {"slug": district.slug} | file


def council_report(**rest: object) -> dict[str, object]:
    """A draft; who reads a released one is told in tests/report/test_release.py."""
    return {"pk": ReportFactory().pk, **rest}


def draft_of_answer() -> dict[str, object]:
    return {"pk": ReportFactory(council_request=CouncilRequestFactory()).pk}


def open_request() -> dict[str, object]:
    """Not answered; who reads an answered one is told in tests/council/test_pages.py."""
    return {"pk": CouncilRequestFactory().pk}


def open_indicator(name: str) -> dict[str, object]:
    return {name: ReportedFigureFactory(indicator__key="occupancy_total").indicator.key}


ARGUMENTS: dict[str, Callable[[], dict[str, object]]] = {
    "accessibility:thanks": lambda: {"number": 17},
    "accessibility:answer": lambda: {"pk": BarrierReportFactory().pk},
    **{f"opendata:indicator_{form}": lambda: open_indicator("key") for form in ("csv", "json", "german")},
    **{f"opendata:chapter_{form}": lambda: {"key": "fim"} for form in ("csv", "json", "german")},
    "opendata:opendata_api:indicator": lambda: open_indicator("schluessel"),
    "opendata:opendata_api:chapter": lambda: {"schluessel": "fim"},
    "volunteering:directory_table": lambda: {"key": group_that_agreed(), "extension": "csv"},
    "volunteering:open_link": lambda: {"token": issue_link(group=VolunteerGroupFactory(), by=people.vera())},
    "volunteering:work_table": lambda: {"key": work_to_do(), "extension": "csv"},
    "volunteering:release_count": lambda: {"pk": VolunteerCountFactory(state=State.SUBMITTED).pk},
    "volunteering:return_count": lambda: {"pk": VolunteerCountFactory(state=State.SUBMITTED).pk},
    "volunteering:confirm_group": lambda: {"pk": VolunteerGroupFactory().pk},
    "volunteering:confirm_space": lambda: {"pk": MeetingSpaceFactory().pk},
    "volunteering:issue_link": lambda: {"pk": VolunteerGroupFactory().pk},
    "volunteering:revoke_link": lambda: {"pk": VolunteerGroupFactory().pk},
    "volunteering:deliveries": circles,
    "volunteering:upload": circles,
    "volunteering:template": circles,
    "volunteering:delivery": circle_list_submitted,
    "volunteering:file": circle_list_submitted,
    "volunteering:confirm": circle_list_draft,
    "volunteering:discard": circle_list_draft,
    "volunteering:release": circle_list_submitted,
    "volunteering:return_": circle_list_submitted,
    "volunteering:withdraw": circle_list_submitted,
    "volunteering:chart": lambda: counted_volunteers("engagierte", "svg"),
    "volunteering:table": lambda: counted_volunteers("engagierte-werte", "csv"),
    "culture_sport:chart": lambda: offered("sportarten", "svg"),
    "culture_sport:table": lambda: offered("angebote-nach-sportarten", "csv"),
    "factcheck:claim": lambda: {"key": ClaimFactory().key},
    "factcheck:table": lambda: {"extension": "csv"},
    "taskforce:table": lambda: table_of(people.language()),
    "taskforce:handovers_table": agreed,
    "taskforce:organigram_file": lambda: {"extension": "svg"},
    "taskforce:body": lambda: {"slug": people.language().slug},
    "taskforce:body_table": lambda: {"slug": people.language().slug} | table_of(people.language()),
    "fim:chart": lambda: of_the_quota("auslastung", "svg"),
    "fim:table": lambda: of_the_quota("kontingent", "csv"),
    "fim:own": provider,
    "fim:own_chart": lambda: provider() | {"key": "vertraege", "extension": "svg"},
    "fim:own_table": lambda: provider() | {"key": "massnahmen", "extension": "csv"},
    "fim:deliveries": provider,
    "fim:upload": provider,
    "fim:template": provider,
    "fim:delivery": list_submitted,
    "fim:file": list_submitted,
    "fim:confirm": list_draft,
    "fim:discard": list_draft,
    "fim:release": list_submitted,
    "fim:return_": list_submitted,
    "fim:withdraw": list_submitted,
    "pakt:chart": lambda: funded() and PICTURE,
    "pakt:table": lambda: funded() and LIST,
    "pakt:programme": programme_of_funded,
    "pakt:programme_chart": lambda: programme_of_funded() | PICTURE,
    "pakt:programme_table": lambda: programme_of_funded() | LIST,
    "pakt:project": funded,
    "pakt:project_chart": lambda: funded() | PICTURE,
    "pakt:project_table": lambda: funded() | LIST,
    "accommodation:chart": lambda: drawn("belegung", "svg"),
    "accommodation:table": lambda: drawn("werte", "csv"),
    "accommodation:shelters_table": lambda: {"extension": "csv"},
    "accommodation:shelter": shelter,
    "accommodation:shelter_chart": lambda: shelter() | {"key": "belegung", "extension": "svg"},
    "accommodation:shelter_table": lambda: shelter() | {"key": "werte", "extension": "csv"},
    "accommodation:balance_chart": lambda: balanced("platzbilanz", "svg"),
    "accommodation:balance_table": lambda: balanced("monate", "csv"),
    "deliveries:date": lambda: {"pk": ReportingDateFactory().pk},
    "deliveries:close_date": lambda: {"pk": ReportingDateFactory().pk},
    "deliveries:reopen_date": lambda: {"pk": ReportingDateFactory(closed=True).pk},
    "deliveries:grant_exception": lambda: {"pk": ReportingDateFactory(closed=True).pk},
    "deliveries:delivery": submitted,
    "deliveries:file": submitted,
    "deliveries:template": nothing_in_the_address,
    "deliveries:report": draft,
    "deliveries:release": submitted,
    "deliveries:return_": submitted,
    "deliveries:withdraw": submitted,
    "deliveries:confirm": draft,
    "deliveries:discard": draft,
    "taskforce:report": lambda: report(State.RELEASED),
    "taskforce:write_report": lambda: {"slug": people.language().slug},
    "taskforce:release_report": lambda: report(State.SUBMITTED),
    "taskforce:return_report": lambda: report(State.SUBMITTED),
    "taskforce:meeting": meeting,
    "taskforce:minutes": meeting,
    "taskforce:calendar": lambda: {"slug": people.language().slug},
    **{
        f"reports:{name}": council_report
        for name in ("report", "change", "arrange", "move", "show", "submit", "release", "return_")
    },
    "reports:file": lambda: council_report(form="json"),
    "reports:being_written": lambda: council_report(form="pdf"),
    "reports:choose": draft_of_answer,
    **{f"council:{name}": open_request for name in ("request", "change", "answer")},
    "reports:insert": lambda: council_report(section="kurzfassung"),
    "reports:edit": lambda: council_report(key="accommodation.antwort"),
    "reports:remove": lambda: council_report(key="accommodation.antwort"),
    **{f"news:{name}": lambda: {"area": "accommodation"} for name in ("follow", "unfollow")},
    **{f"news:{name}": mailed_to_rosa for name in ("opt_out", "follow_again")},
    **{f"contacts:{name}": contact for name in ("change", "confirm", "withdraw")},
    "library:sources_table": lambda: {"key": "drucksachen", "extension": "csv"},
    "library:source": cited,
    "library:source_table": lambda: cited() | {"key": "zahlen", "extension": "csv"},
    "library:indicators_table": lambda: course() and {"key": "accommodation", "extension": "csv"},
    "library:indicator": course,
    "library:indicator_table": lambda: course() | {"key": "werte", "extension": "csv"},
    "library:indicator_chart": lambda: course() | {"key": "verlauf", "extension": "svg"},
    "help:page": lambda: {"slug": "anmelden"},
    "districts:table": lambda: inhabited() and {"key": "stadtbezirke", "extension": "csv"},
    "districts:district": inhabited,
    "districts:district_chart": lambda: inhabited("belegung", "svg"),
    "districts:district_table": lambda: inhabited("oeffnen-und-enden", "csv"),
    "account_reset_password_from_key": lambda: {"uidb36": "1", "key": "expired"},
    **{f"openid_connect_{page}": lambda: {"provider_id": "verzeichnis"} for page in ("login", "callback")},
    "mfa_remove_webauthn": lambda: {"pk": 1},
    "admin:view_on_site": lambda: {"content_type_id": 0, "object_id": 0},
    "admin:app_list": lambda: {"app_label": "portal"},
}

FORMS = {
    "accessibility:report": {"text": "Die Schrift ist mir zu klein."},
    "accessibility:answer": {"answer": "Sie ist jetzt größer."},
    "fim:return_": {"comment": "Bitte Zeile 7 prüfen."},
    "fim:withdraw": {"comment": "Falsche Datei"},
    "volunteering:return_count": {"comment": "Bitte noch einmal zählen."},
    "volunteering:return_": {"comment": "Bitte Zeile 7 prüfen."},
    "volunteering:withdraw": {"comment": "Falsche Datei"},
    "deliveries:return_": {"comment": "Bitte Zeile 7 prüfen."},
    "deliveries:withdraw": {"comment": "Falsche Datei"},
    "reports:insert": {"text": "Ein Satz."},
    "reports:edit": {"comment": "Bitte prüfen."},
    "reports:move": {"block": "accommodation.antwort", "direction": "down"},
    "reports:show": {"block": "accommodation.antwort", "hidden": "1"},
    "deliveries:upload": {"as_of": ""},
    "deliveries:close_date": {"reason": "Bericht an den Rat"},
    "deliveries:reopen_date": {"reason": "Nachmeldung"},
    "taskforce:write_report": {"seen": "0", "text_4": "Früh reden."},
    "taskforce:release_report": {"seen": "7"},
    "taskforce:return_report": {"seen": "7", "comment": "Bitte ein Beispiel."},
}


# The column „editor“ is the editor of the area that a route belongs to; Emil stands for all others.
EDITORS: dict[str, Callable[[], User]] = {
    "volunteering": people.vera,
    "culture_sport": people.kuno,
    "fim": people.fritz,
    "pakt": people.paula,
}


def reader_of(name: str, reader: str) -> Callable[[], User] | None:
    area = name.partition(":")[0]
    return EDITORS.get(area, people.emil) if reader == "editor" else READERS[reader]


def kind_of(answer: HttpResponse) -> str:
    if answer.status_code != 302:
        return str(answer.status_code)
    return "login" if answer.headers["Location"].startswith(reverse("account_login")) else "on"


def ask(client: Client, method: str, address: str, form: dict[str, object]) -> str:
    """The admin's own sign-in page is only a door to the portal's; what counts is behind it."""
    answer = client.get(address) if method == "GET" else client.post(address, form)
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("admin:login")):
        answer = client.get(answer.headers["Location"])
    return kind_of(answer)


@pytest.fixture(scope="module")
def browsers(django_db_setup, django_db_blocker) -> Iterator[dict[Callable[[], User], str]]:
    """Everybody of the table signed in, once for all tests: the keys of their sessions."""
    with django_db_blocker.unblock(), transaction.atomic():
        people_of_the_table = {*READERS.values(), *EDITORS.values()} - {None}
        yield {person: session_of(person()) for person in people_of_the_table}
        transaction.set_rollback(True)


def session_of(account: User) -> str:
    client = Client()
    issue_password(account)
    client.force_login(account)
    return client.cookies[portal_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def sign_in(settings, browsers):
    """A browser in which a reader of the table is signed in."""

    def as_reader(reader: str, name: str = "") -> Client:
        settings.PUBLIC_VIEW = reader == "public"
        person, client = reader_of(name, reader), Client()
        if person:
            client.cookies[portal_settings.SESSION_COOKIE_NAME] = browsers[person]
        return client

    return as_reader


@pytest.mark.parametrize("name", NAMED)
def test_the_rows_of_the_table_hold(sign_in, name):
    """All rows of a route at once: what makes its page and who asks for it are there only once."""
    rows = {method: expected for method, of, expected in (row.values for row in ROWS) if of == name}
    address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
    answers = {method: {} for method in rows}
    for reader in READERS:
        client = sign_in(reader, name)
        for method in rows:
            with undone():
                answers[method][reader] = ask(client, method, address, FORMS.get(name, {}))
    assert answers == rows


@contextmanager
def undone() -> Iterator[None]:
    """What one reader changed, the next does not find."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def routes(patterns: list, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)


ALL_ROUTES = dict(routes(get_resolver().url_patterns))
OF_A_MODEL = re.compile(r"admin:(\w+)_(changelist|add|history|delete|change|import|export|simple_history)")
# The admin's short address of an object, which leads to its page, and its answer to unknown addresses.
UNNAMED = {"admin:None"}
MODEL_ROUTES = {match[0]: match.groups() for match in map(OF_A_MODEL.fullmatch, ALL_ROUTES) if match}


def test_every_route_is_in_a_table():
    in_tables = NAMED.keys() | MODEL_ROUTES.keys() | UNNAMED
    assert in_tables >= ALL_ROUTES.keys()


# What lets nobody in whom it does not know; the views without it, and why.
GUARDS = {"login_required", "permission_required", "for_readers", "for_senders", "about_a_day"}
OPEN_TO_ALL = {
    "portal.admin.lists.ReferenceListAdmin.import_action": "the admin's own guard stands around it",
    "portal.admin.lists.ReferenceListAdmin.export_action": "the admin's own guard stands around it",
    "portal.accessibility.views.statement": "the law wants everybody to read it",
    "portal.accessibility.views.plain_language": "the law wants it; figures only for readers",
    "portal.accessibility.report_views.report": "whoever meets a barrier may say so",
    "portal.accessibility.report_views.thanks": "says no more than its address",
    "portal.operation.views.alive": "says one word",
    "portal.operation.views.ready": "says one word",
    "portal.privacy.views.notice": "whom it is about reads it before an account opens",
    "volunteering.link_views.open_link": "the link is the secret",
    "volunteering.link_views.report": "the link is the secret",
    "volunteering.link_views.thanks": "the link is the secret",
    "portal.news.views.opt_out": "the address is signed",
    "portal.news.views.follow_again": "the address is signed",
    "portal.help.views.index": "the handbook holds no secret, and who cannot get in needs it",
    "portal.help.views.page": "the handbook holds no secret, and who cannot get in needs it",
    "portal.opendata.answers.open_answer.<locals>.answer": "for_readers stands around it",
    **dict.fromkeys(
        (
            "portal.admin.base.HistoryAdmin.history_form_view",
            "portal.admin.privacy.ContactPersonAdmin.history_form_view",
            "portal.admin.privacy.Watched.change_view",
            "portal.admin.privacy.Watched.changelist_view",
            "portal.admin.privacy.Watched.history_view",
        ),
        "the admin's own guard stands around it",
    ),
}


def test_every_view_says_in_its_source_who_may_open_it():
    unguarded = set()
    for pattern in ALL_ROUTES.values():
        view = inspect.unwrap(pattern.callback)
        if not (portal_settings.BASE_DIR / view.__module__.partition(".")[0]).is_dir():
            continue  # Django's and allauth's own: their rows in the table say it
        decorators = re.findall(r"^\s*@(\w+)", inspect.getsource(view), flags=re.MULTILINE)
        if GUARDS.isdisjoint(decorators):
            unguarded.add(f"{view.__module__}.{view.__qualname__}")
    assert unguarded == OPEN_TO_ALL.keys()


def test_every_row_is_a_route():
    assert ALL_ROUTES.keys() >= NAMED.keys()


def test_a_page_that_does_not_exist_says_so(sign_in):
    assert ask(sign_in("public"), "GET", "/gibt-es-nicht/", {}) == "404"


# What a state change does when it is refused is told by the table; that it leaves no trace, here.
@pytest.mark.parametrize(
    ("step", "reader"),
    [
        *itertools.product(
            ["release", "return_"], ["public", "council", "operator", "editor", "administration", "audit"]
        ),
        *itertools.product(["withdraw"], ["public", "council", "administration", "audit"]),
    ],
)
def test_a_refused_decision_changes_nothing(sign_in, reader, step):
    arguments = submitted()
    sign_in(reader).post(reverse(f"deliveries:{step}", kwargs=arguments), FORMS.get(f"deliveries:{step}"))
    assert Delivery.objects.get().state == State.SUBMITTED
    assert not Occupancy.objects.current().exists()
