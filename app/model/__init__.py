"""Values shared by every room: no behaviour that needs a device, a picture library or a store."""
