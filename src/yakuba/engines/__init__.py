"""Pure computing: arrays and frozen values in, results out.  Loaded inside functions only."""
