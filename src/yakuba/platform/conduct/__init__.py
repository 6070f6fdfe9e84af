"""What happened when somebody went too far at a counter, and the measures after it (カスハラ)."""
