"""What a policy costs over many rows: streamed files in, results, rejected rows, summaries and a report out."""
