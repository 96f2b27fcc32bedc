"""A moment on the command line, on the office's clock."""

import datetime as dt

import click
from pydantic import TypeAdapter, ValidationError

from ivr.menus.office_file import Moment

_MOMENT: TypeAdapter[dt.datetime] = TypeAdapter(Moment)


class _At(click.ParamType[dt.datetime]):
    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        try:
            return _MOMENT.validate_python(value)
        except ValidationError as error:
            self.fail(error.errors()[0]["msg"].removeprefix("Value error, "), param, ctx)


AT = _At()
