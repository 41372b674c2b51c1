"""Who makes a request: tokens of service accounts, client certificates, impersonation."""
