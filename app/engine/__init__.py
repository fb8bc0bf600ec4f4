"""The loop: looks, suggests, asks, acts, verifies, records. No Qt, no cv2, no mss, no SQL."""
