namespace Plimsoll.Build.Tools;

/// <summary>Which project MSBuild builds, and for which platform.</summary>
[ToolSettings]
public abstract record MSBuildProjectSettings : ToolSettings
{
    /// <summary>The project or solution. The default is the one in the working directory.</summary>
    public string? TargetPath { get; init; }

    /// <summary>The platform; <see cref="MSBuildTargetPlatform.MSIL"/> is written as the project or solution names it.</summary>
    public MSBuildTargetPlatform? TargetPlatform { get; init; }

    internal override (string File, IReadOnlyList<string> First) Locate(ToolHost host) =>
        ToolPath is not null ? base.Locate(host) : MSBuildLookup.Locate(host);

    /// <inheritdoc />
    protected override void AddTo(Arguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        base.AddTo(arguments);
        arguments.Add(new ArgumentAttribute("{value}") { Position = 1 }, TargetPath);
        var isSolution = Path.GetExtension(TargetPath) is ".sln" or ".slnx" or ".slnf";
        arguments.Add("-p:Platform={value}", (object?)(TargetPlatform == MSBuildTargetPlatform.MSIL ? isSolution ? "Any CPU" : "AnyCPU" : TargetPlatform?.Value));
    }
}
