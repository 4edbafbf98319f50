using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

#pragma warning disable CA1708 // Both spellings are those of builds.
/// <summary>How much MSBuild writes.</summary>
#pragma warning disable CA1708 // Older builds begin the names with a capital letter.
public sealed record DotNetVerbosity : NamedValue, IParsable<DotNetVerbosity>
#pragma warning restore CA1708
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

    /// <summary>The same as <see cref="quiet"/>, as older builds write it.</summary>
    public static DotNetVerbosity Quiet => quiet;

    /// <summary>The same as <see cref="minimal"/>, as older builds write it.</summary>
    public static DotNetVerbosity Minimal => minimal;

    /// <summary>The same as <see cref="normal"/>, as older builds write it.</summary>
    public static DotNetVerbosity Normal => normal;

    /// <summary>The same as <see cref="detailed"/>, as older builds write it.</summary>
    public static DotNetVerbosity Detailed => detailed;

    /// <summary>The same as <see cref="diagnostic"/>, as older builds write it.</summary>
    public static DotNetVerbosity Diagnostic => diagnostic;

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
