#!/bin/sh
# 不连网安装 qsq @VERSION@：sh install.sh [文件夹]
set -eu
target=${1:-"$HOME/qsq-env"}
case $target in /*) ;; *) target=$PWD/$target ;; esac
cd "$(dirname "$0")"
python=${PYTHON:-python@PY@}
if ! "$python" -c "import sys, sysconfig; sys.exit((sys.version_info[:2], sysconfig.get_platform()) != ((@COMMA@), '@KNOWN@'))"; then
    echo "需要 Python @PY@（@KNOWN@）。在别处的：PYTHON=/路径/python3 sh install.sh" >&2
    exit 1
fi
if command -v sha256sum >/dev/null; then
    sha256sum --check --quiet SHA256SUMS || { echo "文件不完整，请重新拷贝。" >&2; exit 1; }
fi
"$python" -m venv "$target"
"$target/bin/python" -m pip --isolated install --quiet --disable-pip-version-check --no-index --no-deps \
    --require-hashes --find-links wheels -r requirements.txt
"$target/bin/qsq" --version
echo "装好了。启用：. '$target/bin/activate'    手册：qsq help"
