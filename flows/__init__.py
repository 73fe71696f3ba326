"""tolmach: Prefect flows and the file system. Wiring only; language knowledge lives in translate/ and normalize/."""
