"""Everything that looks at pixels.

OpenCV is held to one thread: the busy waiting of its pool doubled the measured CPU time.
"""

import cv2

cv2.setNumThreads(1)
