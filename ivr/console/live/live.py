"""Puts the live board together."""

from typing import cast

from flask import Flask
from sqlalchemy import Engine

from ivr.console.health.parts import parts_of
from ivr.console.health.watching import watching_of
from ivr.console.live.board import Board, Menu, read_board
from ivr.console.live.broadcast import Broadcast
from ivr.phone.manager import Switch
from ivr.settings import Settings
from ivr.versions.titles import titles, transfers


def install(app: Flask, settings: Settings, ours: Engine, switch: Switch) -> None:
    watching = watching_of(app)

    def menu(version: str) -> Menu:
        return Menu(titles(ours, settings.dialplan, version), transfers(ours, settings.dialplan, version))

    def read() -> Board:
        return read_board(switch, ours, menu, parts_of(watching.parts()))

    app.extensions["switch"] = switch
    app.extensions["live"] = Broadcast(read)


def broadcast_of(app: Flask) -> Broadcast:
    return cast("Broadcast", app.extensions["live"])


def switch_of(app: Flask) -> Switch:
    return cast("Switch", app.extensions["switch"])
