using Plimsoll.Policy;
using Plimsoll.Publishing.Building;
using Plimsoll.Tags;
using Plimsoll.Versioning;

namespace Plimsoll.Configuration;

/// <summary>What <c>plimsoll.yml</c> says. Everything may be left out.</summary>
public sealed record PlimsollConfiguration
{
    /// <summary>The configuration of a repository without a file.</summary>
    public static PlimsollConfiguration Default { get; } = new();

    /// <summary>The file that was read, absolute, or <c>null</c>.</summary>
    public string? File { get; init; }

    /// <summary>The image's name (<c>image:</c>), or <c>null</c>.</summary>
    public string? Image { get; init; }

    /// <summary>The registry (<c>registry:</c>), or <c>null</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>What is published (<c>source:</c>), in the syntax of image names, or <c>null</c>.</summary>
    public string? Source { get; init; }

    /// <summary>How what is published is built (<c>build:</c>), or <c>null</c>.</summary>
    public BuildRecipe? Build { get; init; }

    /// <summary>How tags are derived (<c>tags:</c>).</summary>
    public TagRules Tags { get; init; } = new();

    /// <summary>How versions are told (<c>version:</c>).</summary>
    public VersionSettings Version { get; init; } = new();

    /// <summary>The environments by name (<c>environments:</c>).</summary>
    public IReadOnlyDictionary<string, EnvironmentConfiguration> Environments { get; init; } = new Dictionary<string, EnvironmentConfiguration>();

    /// <summary>How images are judged (<c>policy:</c>).</summary>
    public PolicyConfiguration Policy { get; init; } = new();

    /// <summary>The parts of the repository with versions of their own (<c>components:</c>), in the file's order.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The images that are published together (<c>images:</c>), in the file's order.</summary>
    public IReadOnlyList<ConfiguredImage> Images { get; init; } = [];

    /// <summary>Whether an environment is one of production: by configuration, else by its name.</summary>
    public bool IsProduction(string? environment) =>
        environment is not null
        && ((Environments.TryGetValue(environment, out var configured) ? configured.Production : null) ?? TagRules.IsProductionName(environment));

    /// <summary>The environments that an image must have been in before it is promoted to <paramref name="environment"/>.</summary>
    public IReadOnlyList<string> RequiredBefore(string environment) =>
        Environments.TryGetValue(environment, out var configured) ? configured.Requires : [];

    /// <summary>How images are judged, as the policy checker and the publisher take it.</summary>
    public ImagePolicy ToImagePolicy() => new()
    {
        Profile = Policy.Profile is { } profile ? Enum.Parse<PolicyProfile>(profile, ignoreCase: true) : null,
        Unresolved = Enum.Parse<UnresolvedHandling>(Policy.Unresolved, ignoreCase: true),
        MutableTags = Policy.MutableTags,
        ImmutableTags = Policy.ImmutableTags,
        DigestWaivesTag = Policy.DigestWaivesTag,
        Registries = Policy.Registries,
        Levels = Policy.Levels,
        Exceptions = Policy.Exceptions,
        Requires = [.. Policy.Requires.Select(name => Enum.Parse<RequiredEvidence>(name, ignoreCase: true)).Distinct()],
        Environments =
        [
            .. Environments.Select(environment => new EnvironmentPaths(environment.Key, IsProduction(environment.Key), environment.Value.Paths)
            {
                Branches = environment.Value.Branches,
                Levels = environment.Value.Levels,
            }),
            .. Environments.Any(environment => environment.Value is { Paths.Count: > 0 } or { Branches.Count: > 0 } && IsProduction(environment.Key)) ? [] : ImagePolicy.Default.Environments,
        ],
    };

    /// <summary>The rules for a build of <paramref name="component"/>, or of the whole repository, that goes to <paramref name="environment"/>.</summary>
    /// <exception cref="PlimsollException">The environment's tag would be that of one with rules of its own (exit code 2).</exception>
    public TagRules RulesFor(string? environment, Component? component = null)
    {
        // A space behind a variable of a CI job is enough: what is not known to be production would move the tag of production.
        if (environment is not null && TagText.TrySanitize(environment, out var name) && name != environment && (Environments.ContainsKey(name) || TagRules.IsProductionName(name)))
            throw PlimsollException.Usage($"The environment '{environment}' would move the tag of '{name}', whose rules are not those of '{environment}'.", $"Name it '{name}'.");

        return Tags with { IsProduction = IsProduction(environment), TagPrefix = component?.TagPrefix ?? Version.TagPrefix };
    }
}

/// <summary>One environment.</summary>
public sealed record EnvironmentConfiguration
{
    /// <summary>Whether it is one of production; the default is told by its name.</summary>
    public bool? Production { get; init; }

    /// <summary>The environments whose own tags must name an image before it is promoted to this one. The default is none.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Globs of the deployment files that describe it, relative to the repository's root.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The branches, with <c>*</c>, on which <see cref="Paths"/> count; without paths, whose files all do. The default is none: every branch.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>The weights of rules in its files, over those of the policy.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.Default;
}

/// <summary>How images in files are judged.</summary>
public sealed record PolicyConfiguration
{
    /// <summary><c>tag</c>, <c>floating</c> or <c>digest</c>; <c>null</c> means by environment.</summary>
    public string? Profile { get; init; }

    /// <summary><c>ignore</c>, <c>warn</c> or <c>fail</c>; the default is <c>warn</c>.</summary>
    public string Unresolved { get; init; } = "warn";

    /// <summary>Globs of tags that move, whatever they look like.</summary>
    public IReadOnlyList<string> MutableTags { get; init; } = [];

    /// <summary>Globs of tags that never move, whatever they look like.</summary>
    public IReadOnlyList<string> ImmutableTags { get; init; } = [];

    /// <summary>What must be attached to an image before it is promoted: <c>signature</c>, <c>provenance</c>. The default is nothing.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Whether a digest makes an image immutable whatever tag stands beside it; the default is <c>true</c>.</summary>
    public bool DigestWaivesTag { get; init; } = true;

    /// <summary>Where images may come from; none means anywhere.</summary>
    public IReadOnlyList<string> Registries { get; init; } = [];

    /// <summary>The weights of rules.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.Default;

    /// <summary>What is let through.</summary>
    public IReadOnlyList<AllowedImage> Exceptions { get; init; } = [];
}
