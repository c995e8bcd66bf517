"""What people look at: pictures of it, to be viewed and mended by people."""
