using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>The platform that MSBuild builds for.</summary>
public sealed record MSBuildTargetPlatform : NamedValue, IParsable<MSBuildTargetPlatform>
{
    private static MSBuildTargetPlatform[] All => [MSIL, x86, x64, arm, arm64, Win32];

    private MSBuildTargetPlatform(string value) : base(value)
    {
    }

#pragma warning disable IDE1006 // These are the names that MSBuild has.
    /// <summary>Any processor: <c>AnyCPU</c> in projects, <c>Any CPU</c> in solutions.</summary>
    public static MSBuildTargetPlatform MSIL { get; } = new("MSIL");

    /// <summary>32 bits of Intel.</summary>
    public static MSBuildTargetPlatform x86 { get; } = new("x86");

    /// <summary>64 bits of Intel.</summary>
    public static MSBuildTargetPlatform x64 { get; } = new("x64");

    /// <summary>32 bits of ARM.</summary>
    public static MSBuildTargetPlatform arm { get; } = new("arm");

    /// <summary>64 bits of ARM.</summary>
    public static MSBuildTargetPlatform arm64 { get; } = new("ARM64");

    /// <summary>32 bits of Intel, in projects of C++.</summary>
    public static MSBuildTargetPlatform Win32 { get; } = new("Win32");
#pragma warning restore IDE1006

    /// <summary>A platform that a project names itself.</summary>
    public static explicit operator MSBuildTargetPlatform(string value) => new(value);

    /// <inheritdoc />
    public static MSBuildTargetPlatform Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' is not one of {string.Join(", ", All.Select(value => value.Value))}.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out MSBuildTargetPlatform result)
    {
        result = All.FirstOrDefault(value => value.Value.Equals(s, StringComparison.OrdinalIgnoreCase));
        return result is not null;
    }
}
