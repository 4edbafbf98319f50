using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Configuration;

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

    /// <summary>Where images are published as well (the rest of the list under <c>registry:</c>). The default is none.</summary>
    public IReadOnlyList<string> MoreRegistries { get; init; } = [];

    /// <summary>What is published (<c>source:</c>), in the syntax of image names, or <c>null</c>.</summary>
    public string? Source { get; init; }

    /// <summary>How what is published is built (<c>build:</c>), or <c>null</c>.</summary>
    public BuildRecipe? Build { get; init; }

    /// <summary>How layers are written that the Docker Engine or a docker-archive holds uncompressed (<c>compression:</c>), or <c>null</c>.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>Whether provenance is made for images (<c>provenance:</c>), or <c>null</c>.</summary>
    public ProvenanceMode? Provenance { get; init; }

    /// <summary>The SBOM that is attached to images (<c>sbom:</c>): a file, absolute, <c>auto</c> or <c>false</c>; or <c>null</c>.</summary>
    public string? Sbom { get; init; }

    /// <summary>The commands that an image must pass before it is published (<c>gate:</c>). The default is none.</summary>
    public IReadOnlyList<ImageGate> Gates { get; init; } = [];

    /// <summary>How images are signed (<c>sign:</c>), or <c>null</c>.</summary>
    public SignConfiguration? Sign { get; init; }

    /// <summary>How tags are derived (<c>tags:</c>).</summary>
    public TagRules Tags { get; init; } = new();

    /// <summary>How versions are calculated (<c>version:</c>).</summary>
    public VersionSettings Version { get; init; } = new();

    /// <summary>The environments by name (<c>environments:</c>).</summary>
    public IReadOnlyDictionary<string, EnvironmentConfiguration> Environments { get; init; } = new Dictionary<string, EnvironmentConfiguration>();

    /// <summary>
    /// The public keys that images are verified with where nothing else says with which (<c>verify: { keys: … }</c>): files, relative to
    /// <see cref="File"/>, or <c>env:NAME</c>. The default is none.
    /// </summary>
    public IReadOnlyList<string> VerificationKeys { get; init; } = [];

    /// <summary>
    /// The file with the authorities and logs that are trusted about the identities of signers (<c>verify: { trustRoot: … }</c>), relative to
    /// <see cref="File"/>; or <c>null</c>.
    /// </summary>
    public string? TrustRoot { get; init; }

    /// <summary>How images are judged (<c>policy:</c>).</summary>
    public PolicyConfiguration Policy { get; init; } = new();

    /// <summary>The parts of the repository with versions of their own (<c>components:</c>), in the file's order.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The images that are published together (<c>images:</c>), in the file's order.</summary>
    public IReadOnlyList<ConfiguredImage> Images { get; init; } = [];

    /// <summary>The repositories that are mirrored (<c>sync:</c>), in the file's order.</summary>
    public IReadOnlyList<SyncRepository> Sync { get; init; } = [];

    /// <summary>When receipts are attached to their images (<c>receipts: { attach: … }</c>). The default is when the tag of an environment moves.</summary>
    public AttachReceipts AttachReceipts { get; init; }

    /// <summary>
    /// Whether GitHub is told where promoted and rolled back images are stored and deployed (<c>github: { records: true }</c>), with
    /// <c>GITHUB_TOKEN</c> at <c>GITHUB_API_URL</c>. The default is no.
    /// </summary>
    public bool SendsGitHubRecords { get; init; }

    /// <summary>Which tags may be deleted from registries (<c>retention:</c>). The default is none.</summary>
    public RetentionRules Retention { get; init; } = new();

    /// <summary>Whether an environment is one of production: by configuration, else by its name.</summary>
    public bool IsProduction(string? environment) =>
        environment is not null
        && ((Environments.TryGetValue(environment, out var configured) ? configured.Production : null) ?? TagRules.IsProductionName(environment));

    /// <summary>An environment as the file spells it, whatever the case; where the file lists none, as it is given.</summary>
    /// <exception cref="PlimsollException">The file lists environments, and not this one; or its tag would be that of one with rules of its own (exit code 2).</exception>
    public string ResolveEnvironment(string environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        RefuseTagOfAnother(environment);
        return Environments.Count == 0 ? environment
            : FindSpelling(environment) ?? throw PlimsollException.Usage($"There is no environment '{environment}'.", $"{Spelling.Advice(environment, [.. Environments.Keys])} 'environments:' in plimsoll.yml lists them.");
    }

    /// <summary>The name of an environment as the file spells it, or <c>null</c> where it lists none of that name.</summary>
    internal string? FindSpelling(string environment) => Environments.Keys.FirstOrDefault(name => name.Equals(environment, StringComparison.OrdinalIgnoreCase));

    /// <summary>A warning for a name that is one slip away from production where no file says which environments there are; else <c>null</c>.</summary>
    internal string? GetSpellingWarning(string? environment) =>
        environment is null || Environments.Count > 0 || TagRules.IsProductionName(environment)
            || TagRules.ProductionNames.FirstOrDefault(name => EditDistance.Compute(environment.ToLowerInvariant(), name) == 1) is not { } meant
            ? null
            : $"environment-spelling: environment '{environment}' is not '{meant}', so the rules for production do not apply to it; list the environments under 'environments:' in plimsoll.yml to make any other name an error";

    /// <summary>The environments that an image must have been in before it is promoted to <paramref name="environment"/>.</summary>
    public IReadOnlyList<string> RequiredBefore(string environment) =>
        Environments.TryGetValue(environment, out var configured) ? configured.Requires : [];

    /// <summary>Whether builds of pull requests may enter an environment.</summary>
    internal bool TakesPullRequests(string? environment) => environment is not null && Environments.TryGetValue(environment, out var configured) && configured.PullRequests;

    /// <summary>The branches that an image must be of to enter <paramref name="environment"/>, with <c>*</c>; none for every branch.</summary>
    internal IReadOnlyList<string> BranchesOf(string environment) =>
        Environments.TryGetValue(environment, out var configured) ? configured.Branches : [];

    /// <summary>The evidence that an image must have to enter <paramref name="environment"/>; none where it need not have any.</summary>
    internal IReadOnlyList<EvidenceRequirement> EvidenceOf(string environment) =>
        Environments.TryGetValue(environment, out var configured) ? configured.Evidence : [];

    /// <summary>How images are judged, as the policy checker and the publisher take it.</summary>
    public ImagePolicy ToImagePolicy() => new()
    {
        Profile = Policy.Profile is { } profile ? Enum.Parse<PolicyProfile>(profile, ignoreCase: true) : null,
        Unresolved = Enum.Parse<UnresolvedHandling>(Policy.Unresolved, ignoreCase: true),
        MutableTags = Policy.MutableTags,
        ImmutableTags = Policy.ImmutableTags,
        DigestWaivesTag = Policy.DigestWaivesTag,
        Registries = Policy.Registries,
        Exclude = Policy.Exclude,
        Levels = Policy.Levels,
        Suppressions = Policy.Exceptions,
        Environments =
        [
            .. Environments.Select(environment => new EnvironmentPaths(environment.Key, IsProduction(environment.Key), FindPaths(environment.Key, environment.Value))
            {
                Branches = environment.Value.Branches,
                Levels = environment.Value.Levels,
                RequiresEvidence = environment.Value.Evidence.Count > 0,
            }),
            .. NamesProductionFiles ? [] : ImagePolicy.Default.Environments,
        ],
    };

    /// <summary>Whether the file says which files are those of production.</summary>
    private bool NamesProductionFiles => Environments.Any(environment => environment.Value is { Paths.Count: > 0 } or { Branches.Count: > 0 } && IsProduction(environment.Key));

    /// <summary>The files of an environment. What is production's where nothing is said, is so for the evidence too.</summary>
    private IReadOnlyList<string> FindPaths(string name, EnvironmentConfiguration environment) =>
        environment.Evidence.Count > 0 && !NamesProductionFiles && IsProduction(name) ? EnvironmentPaths.DefaultProduction.Paths : environment.Paths;

    /// <summary>The rules for a build of <paramref name="component"/>, or of the whole repository, that goes to <paramref name="environment"/>.</summary>
    /// <exception cref="PlimsollException">The environment's tag would be that of one with rules of its own (exit code 2).</exception>
    public TagRules RulesFor(string? environment, Component? component = null)
    {
        if (environment is not null)
        {
            RefuseTagOfAnother(environment);
            RefuseRuleOfAnother(environment);
        }

        return Tags with { Environments = [.. Environments.Keys], IsProduction = IsProduction(environment), AllowsPullRequests = TakesPullRequests(environment), TagPrefix = component?.TagPrefix ?? Version.TagPrefix };
    }

    /// <summary>A space behind a variable of a CI job is enough: what is not known to be production would move the tag of production.</summary>
    private void RefuseTagOfAnother(string environment)
    {
        if (TagText.TrySanitize(environment, out var name) && name != environment && (Environments.ContainsKey(name) || TagRules.IsProductionName(name)))
            throw PlimsollException.Usage($"Environment '{environment}' would move the tag of environment '{name}', which has different rules.", $"Write '{name}'.");
    }

    /// <summary>A prefix or suffix may make of one environment's name that of another, whose rules nobody would ask then.</summary>
    private void RefuseRuleOfAnother(string environment)
    {
        var tags = EnvironmentTags.Find(environment, Tags);
        foreach (var other in Environments.Keys.Concat(TagRules.ProductionNames).Where(other => !other.Equals(environment, StringComparison.OrdinalIgnoreCase)))
            if (EnvironmentTags.Find(other, Tags).Append(other).Intersect(tags, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } tag)
                throw PlimsollException.Usage(
                    $"Environment '{environment}' would move tag '{tag}', which belongs to environment '{other}' with rules of its own.",
                    "Change the prefix or suffix of the tag rule 'environment' in plimsoll.yml (tags:), or rename the environment.");
    }
}
