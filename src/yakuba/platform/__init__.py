"""What every office program needs; knows no plan."""
