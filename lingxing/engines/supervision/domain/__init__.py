"""Rules of supervision on plain values. No Django."""
