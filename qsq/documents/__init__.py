"""What people hold in their hands: lists and sheets, in Chinese."""
