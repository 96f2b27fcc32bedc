"""The console's features, in the order of its navigation. A new one is a folder and a line here."""

from dataclasses import dataclass

from flask import Blueprint

from ivr.console.calls import files as call_files
from ivr.console.calls import listening as recordings
from ivr.console.calls import views as calls
from ivr.console.health import views as health
from ivr.console.home import views as home
from ivr.console.languages import N_
from ivr.console.live import views as live
from ivr.console.menu import views as menu
from ivr.console.office import views as office
from ivr.console.people import audit_views, user_views, views
from ivr.console.reports import views as reports
from ivr.console.softphone import views as softphone


@dataclass(frozen=True)
class Entry:
    """A line of the navigation. Who may see it is what its view needs."""

    endpoint: str
    label: str
    about: str = ""
    """What can be done there; the first page says it."""


@dataclass(frozen=True)
class Feature:
    blueprint: Blueprint
    entries: tuple[Entry, ...] = ()


FEATURES = (
    Feature(home.blueprint, (Entry("home.index", N_("首页")),)),
    Feature(live.blueprint, (Entry("live.index", N_("实时通话"), N_("现在的通话和系统状况，挂断或监听")),)),
    Feature(softphone.blueprint, (Entry("softphone.index", N_("试拨电话"), N_("用这个浏览器拨打 12333")),)),
    Feature(calls.blueprint, (Entry("calls.index", N_("通话记录"), N_("查找一次通话，看它的每一步")),)),
    Feature(call_files.blueprint),
    Feature(recordings.blueprint),
    Feature(reports.blueprint, (Entry("reports.index", N_("报表"), N_("接通、自助、转人工，来电人在哪里离开")),)),
    Feature(menu.blueprint, (Entry("menu.index", N_("菜单"), N_("修改、检查、试听、模拟、发布")),)),
    Feature(office.blueprint, (Entry("office.index", N_("服务时间与公告"), N_("工作时间、节假日、紧急公告")),)),
    Feature(user_views.blueprint, (Entry("users.index", N_("用户"), N_("新增、停用，更改角色，重置密码")),)),
    Feature(audit_views.blueprint, (Entry("audit.index", N_("操作记录"), N_("谁在什么时候改了什么、看了哪次通话")),)),
    Feature(views.blueprint),
    Feature(health.blueprint),
)
