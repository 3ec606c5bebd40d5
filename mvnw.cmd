@echo off
rem Runs Maven on Windows: a kept or downloaded one, else the one on the PATH. Set JAVA_HOME to a JDK 25 first.
setlocal
set "HERE=%~dp0"
for /f "usebackq tokens=1,2 delims==" %%a in ("%HERE%.mvn\wrapper\wrapper.properties") do set "%%a=%%b"
set "DISTS=%USERPROFILE%\.m2\wrapper\dists\hedgerow"
set "MVN=%DISTS%\apache-maven-%mavenVersion%\bin\mvn.cmd"
if not exist "%MVN%" (
  where mvn >nul 2>nul
  if not errorlevel 1 (
    set "MVN=mvn"
  ) else (
    powershell -NoProfile -Command ^
      "$ErrorActionPreference='Stop'; $zip='%distributionUrl%' -replace 'tar\.gz$','zip';" ^
      "New-Item -Force -ItemType Directory '%DISTS%' | Out-Null; Invoke-WebRequest $zip -OutFile '%DISTS%\maven.zip';" ^
      "$want=(Invoke-WebRequest ($zip + '.sha512') -UseBasicParsing).Content.Trim().Split(' ')[0];" ^
      "if ((Get-FileHash -Algorithm SHA512 '%DISTS%\maven.zip').Hash -ne $want) { throw 'checksum mismatch' };" ^
      "Expand-Archive -Force '%DISTS%\maven.zip' '%DISTS%'" || exit /b 1
  )
)
pushd "%HERE%"
call "%MVN%" %*
set "CODE=%ERRORLEVEL%"
popd
exit /b %CODE%
