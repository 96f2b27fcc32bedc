"""Who may use the console, and what they did: without a web page, for the command line and the pages alike."""
