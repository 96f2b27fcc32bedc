"""How soon the console's pages come, each as a browser gets it, on a call log of many calls."""
