namespace Plimsoll.Build.Tools;

/// <summary>How much MSBuild writes.</summary>
public sealed record MSBuildVerbosity : NamedValue
{
    private MSBuildVerbosity(string value) : base(value)
    {
    }

    /// <summary>Errors and warnings.</summary>
    public static MSBuildVerbosity Quiet { get; } = new(nameof(Quiet));

    /// <summary>What is built.</summary>
    public static MSBuildVerbosity Minimal { get; } = new(nameof(Minimal));

    /// <summary>Messages of importance.</summary>
    public static MSBuildVerbosity Normal { get; } = new(nameof(Normal));

    /// <summary>Nearly everything.</summary>
    public static MSBuildVerbosity Detailed { get; } = new(nameof(Detailed));

    /// <summary>Everything.</summary>
    public static MSBuildVerbosity Diagnostic { get; } = new(nameof(Diagnostic));
}
