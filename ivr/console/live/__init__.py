"""The live board: the calls of now and the health of what carries them."""
