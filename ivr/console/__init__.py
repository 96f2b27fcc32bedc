"""The web pages: a folder for each feature, with its views, templates and English."""
