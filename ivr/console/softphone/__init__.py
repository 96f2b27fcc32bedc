"""A telephone in the browser, which calls 12333."""
