"""How what is published looks: Markdown, CSV, JSON, HTML and charts. Bytes are a contract."""
