"""The call log: search, one call step by step, its recording, tables to take along."""
