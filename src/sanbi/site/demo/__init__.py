"""The demo county 云川县 (演示县·数据虚构)."""
