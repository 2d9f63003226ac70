"""The domain of sidegrade: rubrics, runs, marks, ledger, reports. It knows no terminal."""
