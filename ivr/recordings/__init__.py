"""Recordings of calls: stretches as Asterisk wrote them, made one and sealed once the call is over."""
