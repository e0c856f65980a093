"""The whole: settings, addresses, the start, and the pages that join the apps."""
