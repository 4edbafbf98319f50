using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>How much MSBuild writes.</summary>
public sealed record DotNetVerbosity : NamedValue, IParsable<DotNetVerbosity>
{
    private static readonly string[] Names = [nameof(quiet), nameof(minimal), nameof(normal), nameof(detailed), nameof(diagnostic)];

    private DotNetVerbosity(string value) : base(value)
    {
    }

#pragma warning disable IDE1006 // These are the names that MSBuild has.
    /// <summary>Errors and warnings.</summary>
    public static DotNetVerbosity quiet { get; } = new(nameof(quiet));

    /// <summary>What is built.</summary>
    public static DotNetVerbosity minimal { get; } = new(nameof(minimal));

    /// <summary>Messages of importance.</summary>
    public static DotNetVerbosity normal { get; } = new(nameof(normal));

    /// <summary>Nearly everything.</summary>
    public static DotNetVerbosity detailed { get; } = new(nameof(detailed));

    /// <summary>Everything.</summary>
    public static DotNetVerbosity diagnostic { get; } = new(nameof(diagnostic));
#pragma warning restore IDE1006

    /// <inheritdoc />
    public static DotNetVerbosity Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not one of {string.Join(", ", Names)}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DotNetVerbosity result)
    {
        result = Names.FirstOrDefault(name => name.Equals(s, StringComparison.OrdinalIgnoreCase)) is { } found ? new(found) : null;
        return result is not null;
    }
}
