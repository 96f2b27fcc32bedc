"""What the browser is shown when a request can't be answered: a page that says what to do, never a traceback."""

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from ivr.benefits.sqlfile import BadQuery
from ivr.console.languages import language
from ivr.database import DatabaseUnavailable

log = structlog.get_logger()


def install(app: Flask) -> None:
    app.register_error_handler(SecurityError, _of_another_name)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(DatabaseUnavailable, _unavailable)
    app.register_error_handler(BadQuery, _of_a_bad_query)
    app.register_error_handler(Exception, _broken)


def _refused(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    told = {
        403: _("这个页面不在您的权限之内。需要时请找管理员。"),
        404: _("没有这个页面，或者它已经不在了。"),
        413: _("内容太大了，没有收下。"),
        429: _("请求太多，请过一会儿再试。"),
    }
    return _page(code, told.get(code, _("这个请求无法处理，请返回后再试。")))


def _of_another_name(_error: SecurityError) -> Response:
    """The address is none of ours, so no link to a page of ours can be made."""
    return make_response("Not the name of this console: see IVR_CONSOLE_URL.\n", 400, {"Content-Type": "text/plain"})


def _forged(_error: CSRFError) -> Response:
    return _page(400, _("页面放得太久，已经过期；请返回、刷新页面后再提交一次。"))


def _unavailable(error: DatabaseUnavailable) -> Response:
    log.error("console_without_database", why=str(error))
    return _page(503, _("数据库暂时不可用，请稍后再试；电话不受影响。"))


def _of_a_bad_query(error: BadQuery) -> Response:
    """Whoever keeps the look-ups has one to mend; calls go on with what they have."""
    log.error("console_with_a_bad_query", why=str(error))
    return _page(503, _("查询的 SQL 文件有错，请找管理员：%(why)s", why=error.message.said(language())))


def _broken(error: Exception) -> Response:
    log.error("console_fault", route=request.endpoint, kind=type(error).__name__, exc_info=error)
    return _page(500, _("系统出错了，已记入日志。请稍后再试。"))


def _page(code: int, told: str) -> Response:
    return make_response(render_template("error.html", code=code, told=told), code)
