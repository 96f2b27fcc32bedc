"""Makes the weights of `ivr/speech/engines/syllables.npz`, from nothing but what registries give and the prompts' renderings."""
