namespace Plimsoll.Build.Tools;

/// <summary><c>codecov</c>: sends coverage to Codecov.</summary>
[ToolSettings("codecov", Tasks = "CodecovTasks")]
public sealed partial record CodecovSettings : PackageToolSettings
{
    /// <summary>The files of coverage.</summary>
    [Argument("--file {value}")]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The token of the repository.</summary>
    [Argument("--token {value}", IsSecret = true)]
    public string? Token { get; init; }

    /// <summary>The branch.</summary>
    [Argument("--branch {value}")]
    public string? Branch { get; init; }

    /// <summary>The commit.</summary>
    [Argument("--sha {value}")]
    public string? Sha { get; init; }

    /// <summary>The number or name of the build.</summary>
    [Argument("--build {value}")]
    public string? Build { get; init; }

    /// <summary>The name of the upload.</summary>
    [Argument("--name {value}")]
    public string? Name { get; init; }

    /// <summary>Flags of the upload.</summary>
    [Argument("--flag {value}")]
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <inheritdoc />
    protected override string PackageId => "Codecov.Tool";

    /// <inheritdoc />
    protected override string PackageExecutable => "codecov.dll";
}
