using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy;

/// <summary>Options of a check. All are optional.</summary>
public sealed record CheckOptions
{
    /// <summary>Today, for suppressions that expire. The default is <c>null</c>: none has expired.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Whether a file or folder, by its absolute path, is excluded, as <c>.gitignore</c> does. The default is <c>null</c>: none is.</summary>
    public Func<string, bool>? IsIgnored { get; init; }

    /// <summary>Content that is checked as a file, besides those of the paths; not together with <see cref="Earlier"/>. The default is <c>null</c>: none.</summary>
    public CheckInput? Input { get; init; }

    /// <summary>The earlier versions of the files, for rules that compare. The default is <c>null</c>: nothing is compared.</summary>
    public EarlierFiles? Earlier { get; init; }

    /// <summary>Whether only what changed since <see cref="Earlier"/> is reported. The default is <c>false</c>.</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>What counts where <see cref="OnlyChanged"/> is set. The default is <see cref="ChangedScope.Added"/>.</summary>
    public ChangedScope Scope { get; init; }

    /// <summary>Looks up images, for the rules that need a registry. The default is <c>null</c>: no network.</summary>
    public IImageResolver? Resolver { get; init; }

    /// <summary>The fingerprints of findings to suppress. The default is none.</summary>
    public IReadOnlySet<string> Baseline { get; init; } = new HashSet<string>();
}
