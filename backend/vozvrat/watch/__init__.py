"""What the seller is told without looking: messages to a webhook of the seller's own."""
