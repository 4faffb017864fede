"""Who may ask and what may run: host names, content security policy, origins of writing requests, sizes, people."""
