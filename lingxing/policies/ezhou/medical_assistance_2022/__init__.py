"""Medical insurance and assistance for serious illness in Ezhou: four categories, assistance, warnings."""
