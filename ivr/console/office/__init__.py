"""When people answer, what every caller has to hear first, and what callers will hear at some moment."""
