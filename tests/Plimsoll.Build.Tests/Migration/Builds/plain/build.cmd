powershell -NoProfile -File "%~dp0build.ps1" %*
