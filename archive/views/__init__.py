"""The public pages, a file per page; everything they show has passed `.published()`."""
