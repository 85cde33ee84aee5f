"""Plans as SQL text for DuckDB and Spark, and what runs it."""
