"""The register of organs: who they are, their other names, which one stands for another."""
