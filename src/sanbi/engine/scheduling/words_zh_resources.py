"""What schedules of shared resources say, in Chinese: English template → Chinese template."""

RESOURCES: dict[str, str] = {
    "duration {days} or release {release} is out of bounds": (
        "工期 {days} 或最早开始 {release} 超出范围"
    ),
    "link {link}": "前后关系 {link}",
    "names an activity that is not there": "所指的活动不存在",
    "needs {n} pools of {of}": "需求列了 {n} 项资源，应为 {of} 项",
    "needs {units} of '{pool}', which has {capacity}": "需要“{pool}” {units}，而它只有 {capacity}",
    "stands twice": "出现了两次",
    "there is no office '{key}'": "没有科室“{key}”",
    "write 0 to {capacity}": "请写 0 到 {capacity}",
    "write 0 to {most} days": "请写 0 到 {most} 天",
    "write one number for each pool": "请为每项资源写一个数",
    "write places from 0 to {last}": "请写 0 到 {last} 之间的序号",
}
