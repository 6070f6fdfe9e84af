"""Settings, addresses, commands and the pages that join everything."""
