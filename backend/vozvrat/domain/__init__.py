"""The words of the trade: postings, returns, cancellations, money, findings. Pure: no network, no database, no clock."""
