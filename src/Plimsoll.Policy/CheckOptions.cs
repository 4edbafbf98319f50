using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy;

/// <summary>What a check is given besides files and policy. Everything may be left out.</summary>
public sealed record CheckOptions
{
    /// <summary>Today, for exceptions and suppressions that end. The default is <c>null</c>: none has ended.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Tells of the absolute path of a file or folder below a checked folder whether it is left out, as <c>.gitignore</c> says. The default is <c>null</c>: none is.</summary>
    public Func<string, bool>? IsIgnored { get; init; }

    /// <summary>What the files were before, for rules that compare. The default is <c>null</c>: nothing is compared.</summary>
    public EarlierFiles? Earlier { get; init; }

    /// <summary>Whether only files that changed since <see cref="Earlier"/> are reported. The default is <c>false</c>.</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>Asks registries, for the rules that need one. The default is <c>null</c>: no network.</summary>
    public IImageResolver? Resolver { get; init; }

    /// <summary>The fingerprints of findings that were there before and do not count. The default is none.</summary>
    public IReadOnlySet<string> Baseline { get; init; } = new HashSet<string>();
}
