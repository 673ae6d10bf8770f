"""What it takes to run Warmpath: settings of its servers, images, and servers without Docker."""
