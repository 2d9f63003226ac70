"""Speed, as ratios beside peers in the same run. `make bench` prints the table and keeps it in RESULTS.md."""
