"""Reading procedure.yaml and catalogue.yaml."""
