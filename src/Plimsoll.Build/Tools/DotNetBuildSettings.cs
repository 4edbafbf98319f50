namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet build</c>.</summary>
public sealed record DotNetBuildSettings : DotNetCompileSettings
{
    /// <inheritdoc />
    protected override string Command => "build";
}
