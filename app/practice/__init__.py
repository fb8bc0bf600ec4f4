"""The practice program: a small invoice program to coach the robot on, a process of its own."""
