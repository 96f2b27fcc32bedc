"""Changes what clerks wrote and leaves the rest of the text, comments, order and form, as it stands."""
