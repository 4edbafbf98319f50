namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet test</c>.</summary>
public sealed record DotNetTestSettings : DotNetCompileSettings
{
    /// <summary>Uses the result of the last build.</summary>
    public bool NoBuild { get; init; }

    /// <summary>A filter of tests, such as <c>FullyQualifiedName~Tags</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>Loggers, such as <c>trx</c>.</summary>
    public IReadOnlyList<string> Loggers { get; init; } = [];

    /// <summary>The directory of the result files.</summary>
    public AbsolutePath? ResultsDirectory { get; init; }

    /// <inheritdoc />
    protected override string Command => "test";

    /// <inheritdoc />
    protected override void AddTo(ICollection<string> arguments)
    {
        base.AddTo(arguments);
        AddSwitch(arguments, "--no-build", NoBuild);
        AddValue(arguments, "--filter", Filter);
        foreach (var logger in Loggers)
            AddValue(arguments, "--logger", logger);
        AddValue(arguments, "--results-directory", ResultsDirectory?.ToString());
    }
}
