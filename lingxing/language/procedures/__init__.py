"""Procedures of policies as data: what procedure.yaml and catalogue.yaml declare."""
