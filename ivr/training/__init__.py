"""Makes the weights in `ivr/speech/engines/`, from nothing but what registries give and the prompts' renderings."""
