"""The programs of images that use the network: clients, look-ups, tools that show sockets."""
