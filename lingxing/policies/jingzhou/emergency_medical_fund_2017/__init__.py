"""The fund for emergency treatment of Jingzhou (2017)."""
