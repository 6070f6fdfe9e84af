"""Writing a new module: `make module name=lending record=Loan title=貸出`."""
