"""Alembic's entry: migrates on the connection, and in the transaction, that ivr.database hands over."""

from alembic import context

from ivr import requests  # noqa: F401  # declares its table on Base
from ivr.database import Base
from ivr.people import models as people  # noqa: F401  # declares its tables on Base
from ivr.records import models  # noqa: F401  # declares its tables on Base
from ivr.records.reports import models as _sums  # noqa: F401  # declares its tables on Base
from ivr.versions import models as _versions  # noqa: F401  # declares its tables on Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
