"""Fictitious people for the demo's benefits database, and what each of them should hear."""

from ivr.benefits.demo.listing import DemoPerson, demo_people
from ivr.benefits.demo.making import make_demo
from ivr.benefits.demo.plan import Demo, DemoRefused

__all__ = ["Demo", "DemoPerson", "DemoRefused", "demo_people", "make_demo"]
