"""The words of the trade: postings, returns, cancellations, money, findings. No network, no database, no clock."""
