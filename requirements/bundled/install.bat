@echo off
rem 不连网安装 qsq @VERSION@：install.bat [文件夹]
chcp 936 >nul
setlocal
set "TARGET=%~f1"
if "%~1"=="" set "TARGET=%USERPROFILE%\qsq-env"
if "%TARGET:~-1%"=="\" set "TARGET=%TARGET:~0,-1%"
pushd "%~dp0"
if not exist requirements.txt goto failed
if not defined PYTHON set "PYTHON=py -@PY@"
%PYTHON% --version >nul 2>nul
if errorlevel 1 set "PYTHON=python"
%PYTHON% -c "import sys, sysconfig; sys.exit((sys.version_info[:2], sysconfig.get_platform()) != ((@COMMA@), '@KNOWN@'))"
if errorlevel 1 goto python
%PYTHON% -m venv "%TARGET%"
if errorlevel 1 goto failed
"%TARGET%\Scripts\python.exe" -m pip --isolated install --quiet --disable-pip-version-check --no-index --no-deps --require-hashes --find-links wheels -r requirements.txt
if errorlevel 1 goto failed
"%TARGET%\Scripts\qsq.exe" --version
if errorlevel 1 goto failed
echo 装好了。启用："%TARGET%\Scripts\activate"    手册：qsq help
pause
exit /b 0
:python
echo 需要 Python @PY@（@KNOWN@），先装好再来。
pause
exit /b 1
:failed
echo 没有装成，上面写着原因。
pause
exit /b 1
