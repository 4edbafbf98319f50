@echo off
rem Compiles build\ where one of its inputs changed, and runs it. PowerShell only fetches an SDK where none satisfies global.json.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "temp_dir=%root%\.nuke\temp"
set "app=%temp_dir%\build\bin\_build\release\_build.exe"
set "mirror=%temp_dir%\inputs"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"

rem An SDK in .nuke\temp is there only because no other one would do.
if exist "%temp_dir%\dotnet\dotnet.exe" call :use_fetched

rem The mirror holds the inputs of the last compilation. robocopy /L copies nothing and tells by its status what differs.
set "stale="
if not exist "%app%" set "stale=1"
call :inputs /L
if not defined stale goto run

pushd "%root%"
dotnet --version >nul 2>nul
set "found=%errorlevel%"
popd
if "%found%"=="0" goto compile

for /f "tokens=2 delims=:, " %%V in ('findstr /c:"\"version\"" "%root%\global.json"') do set "version=%%~V"
echo Fetching .NET SDK %version% into %temp_dir%\dotnet 1>&2
if not exist "%temp_dir%" mkdir "%temp_dir%"
powershell -NoProfile -ExecutionPolicy Bypass -Command "$ErrorActionPreference='Stop'; $ProgressPreference='SilentlyContinue'; [Net.ServicePointManager]::SecurityProtocol=[Net.SecurityProtocolType]::Tls12; Invoke-WebRequest -UseBasicParsing 'https://dot.net/v1/dotnet-install.ps1' -OutFile \"$env:temp_dir\dotnet-install.ps1\"; & \"$env:temp_dir\dotnet-install.ps1\" -InstallDir \"$env:temp_dir\dotnet\" -Version $env:version -NoPath" 1>&2
if not exist "%temp_dir%\dotnet\dotnet.exe" (
  echo error: no .NET SDK that satisfies global.json, and none could be fetched. 1>&2
  exit /b 1
)
call :use_fetched

:compile
rem Mirrored before compiling: what is edited meanwhile differs again.
call :inputs
set "log=%temp_dir%\compile.%RANDOM%%RANDOM%.log"
dotnet build "%root%\build\_build.csproj" --configuration Release --verbosity quiet --nologo -p:UseArtifactsOutput=true "-p:ArtifactsPath=%temp_dir%\build" -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false -p:GenerateDocumentationFile=false >"%log%" 2>&1
if errorlevel 1 (
  type "%log%" 1>&2
  del "%log%" 2>nul
  rd /s /q "%mirror%" 2>nul
  exit /b 1
)
del "%log%" 2>nul

:run
"%app%" %*
exit /b %errorlevel%

:inputs
robocopy "%root%\build" "%mirror%\build" /MIR /R:0 %1 >nul 2>nul
if errorlevel 1 set "stale=1"
if exist "%root%\src" robocopy "%root%\src" "%mirror%\src" /MIR /XD Plimsoll.Cli /R:0 %1 >nul 2>nul
if errorlevel 1 set "stale=1"
robocopy "%root%" "%mirror%\root" global.json .editorconfig nuget.config *.sln *.slnx *.slnf Directory.*.props Directory.*.targets /PURGE /R:0 %1 >nul 2>nul
if errorlevel 1 set "stale=1"
exit /b 0

:use_fetched
set "DOTNET_ROOT=%temp_dir%\dotnet"
set "PATH=%temp_dir%\dotnet;%PATH%"
exit /b 0
