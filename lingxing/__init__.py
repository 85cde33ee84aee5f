"""Lingxing (令行) runs what a Chinese city government's gazette orders."""
