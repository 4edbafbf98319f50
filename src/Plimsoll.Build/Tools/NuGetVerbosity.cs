namespace Plimsoll.Build.Tools;

/// <summary>How much <c>nuget</c> writes.</summary>
public sealed record NuGetVerbosity : NamedValue
{
    private NuGetVerbosity(string value) : base(value)
    {
    }

    /// <summary>What fails.</summary>
    public static NuGetVerbosity Quiet { get; } = new("quiet");

    /// <summary>What is done.</summary>
    public static NuGetVerbosity Normal { get; } = new("normal");

    /// <summary>Everything.</summary>
    public static NuGetVerbosity Detailed { get; } = new("detailed");
}
