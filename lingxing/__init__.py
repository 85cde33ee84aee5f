"""Lingxing (令行) runs what a Chinese city government's gazette orders."""

__version__ = "0.1.0"
