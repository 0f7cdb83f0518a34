"""What happens to a turn, one file each; a stage knows no other stage. The order is in `chat.pipeline`."""
