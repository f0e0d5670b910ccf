"""What the HTML page is made of: its looks, the layout of the graph, its data, and the assets beside this file."""
