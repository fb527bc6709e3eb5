"""A simulated Ozon: the Seller API and seller-center pages, as unkind as the real ones."""
