using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>How much MSBuild writes.</summary>
public sealed record MSBuildVerbosity : NamedValue, IParsable<MSBuildVerbosity>
{
    private static MSBuildVerbosity[] All => [Quiet, Minimal, Normal, Detailed, Diagnostic];

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

    /// <inheritdoc />
    public static MSBuildVerbosity Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not one of {string.Join(", ", All.Select(value => value.Value))}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out MSBuildVerbosity result)
    {
        result = All.FirstOrDefault(value => value.Value.Equals(s, StringComparison.OrdinalIgnoreCase));
        return result is not null;
    }
}
