namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet-sonarscanner end</c>: sends the analysis.</summary>
[ToolSettings("dotnet-sonarscanner", "end", Tasks = "SonarScannerTasks")]
public sealed partial record SonarScannerEndSettings : PackageToolSettings
{
    /// <summary>The token of the server. It is masked in everything that is printed.</summary>
    [Argument("/d:sonar.token={value}", IsSecret = true)]
    public string? Token { get; init; }

    /// <inheritdoc />
    protected override string PackageId => "dotnet-sonarscanner";

    /// <inheritdoc />
    protected override string PackageExecutable => "SonarScanner.MSBuild.dll";
}
