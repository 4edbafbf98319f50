using Plimsoll.Oci;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Configuration.Keys;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Tags;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Finds and reads <c>plimsoll.yml</c>.</summary>
internal static class ConfigurationFile
{
    private const int MaximumSize = 1024 * 1024;

    private static readonly string[] Names = ["plimsoll.yml", "plimsoll.yaml"];

    /// <summary>
    /// Reads the file that is named, else the first <c>plimsoll.yml</c> from <paramref name="directory"/> upwards to the
    /// repository's root, else the defaults.
    /// </summary>
    /// <exception cref="PlimsollException">A named file does not exist, or a file cannot be used; the message names line and column (exit code 2).</exception>
    public static PlimsollConfiguration Load(string directory, string? named = null)
    {
        if (named is not null)
            return Path.Exists(named) ? Parse(named, Read(named)) : throw PlimsollException.Usage($"There is no configuration file {named}.");

        // Without a repository nothing above is searched: what lies there may be anybody's.
        var root = RepositoryRoot(directory) ?? directory;
        for (var folder = directory; folder is not null; folder = folder == root ? null : Path.GetDirectoryName(folder))
            foreach (var path in Names.Select(name => Path.Combine(folder, name)).Where(Path.Exists))
                return Parse(path, Read(path));

        return PlimsollConfiguration.Default;
    }

    /// <summary>Where the paths of a configuration start: its own directory, else the repository's root, else <paramref name="directory"/>.</summary>
    public static string RootOf(string directory, PlimsollConfiguration configuration) =>
        Path.GetDirectoryName(configuration.File) ?? RepositoryRoot(directory) ?? directory;

    /// <summary>The folder that the paths of a configuration start at, from the repository's root with forward slashes; empty for the root, and for a file outside.</summary>
    public static string FolderInRepository(string directory, PlimsollConfiguration configuration)
    {
        var folder = RepositoryRoot(directory) is { } root ? Path.GetRelativePath(root, RootOf(directory, configuration)).Replace(Path.DirectorySeparatorChar, '/') : ".";
        return folder is "." or ".." || folder.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(folder) ? "" : folder;
    }

    /// <summary>The folder of the repository that the directory is in, or <c>null</c> where it is in none.</summary>
    public static string? RepositoryRoot(string directory)
    {
        for (var folder = Path.GetFullPath(directory); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Exists(Path.Combine(folder, ".git")))
                return folder;
        return null;
    }

    internal static PlimsollConfiguration Parse(string file, string text) => ParseTree(file, text) is { } root ? Convert(file, root) : new PlimsollConfiguration { File = file };

    /// <summary>What a configuration was read from, as it stands in the file; <c>null</c> where there is nothing.</summary>
    internal static YamlNode? ReadTree(PlimsollConfiguration configuration) => configuration.File is { } file ? ParseTree(file, Read(file)) : null;

    /// <summary>Reads a file that is the section <c>sync:</c> by itself.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <exception cref="PlimsollException">The file cannot be used; the message names line and column (exit code 2).</exception>
    internal static IReadOnlyList<SyncRepository> LoadSync(string path)
    {
        var mistakes = new ConfigurationMistakes();
        var repositories = ParseTree(path, Read(path)) is { } root ? SyncSection.Read(path, new YamlSection(new YamlSource(path, mistakes), "", root, SyncKeys.Sync)) : [];
        mistakes.ThrowIfAny();
        return repositories;
    }

    private static YamlNode? ParseTree(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            if (YamlBounds.FindExcess(text) is { } excess)
                throw new ConfigurationMistake(file, excess.Start, excess.Reason).ToException();
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new ConfigurationMistake(file, exception.Start, $"this is not valid YAML: {(exception.InnerException?.Message ?? exception.Message).TrimEnd('.')}").ToException();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18 throws these on some malformed input, with messages about itself.
            throw PlimsollException.Usage($"{file}: this is not valid YAML.", innerException: exception);
        }

        if (stream.Documents.Count > 1)
            throw new ConfigurationMistake(file, stream.Documents[1].RootNode.Start, "there is a second document, but only one is supported").ToException();

        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
    }

    private static string Read(string path) => SmallTextFile.Read(path, MaximumSize);

    private static PlimsollConfiguration Convert(string file, YamlNode node)
    {
        var mistakes = new ConfigurationMistakes();
        var configuration = Read(file, new YamlSection(new YamlSource(file, mistakes), "", node, ConfigurationKeys.Root));
        mistakes.ThrowIfAny();
        return configuration;
    }

    private static PlimsollConfiguration Read(string file, YamlSection root)
    {
        var (keys, trustRoot) = Verification(root.Section("verify"));
        var configuration = new PlimsollConfiguration
        {
            File = Path.GetFullPath(file),
            Image = root.Text("image"),
            Registry = root.First("registry"),
            MoreRegistries = root.Rest("registry"),
            Source = root.Text("source"),
            Build = BuildSection.Read(file, root.Section("build")),
            Compression = root.Choice("compression") is { } compression ? CompressionSetting.Parse(compression) : null,
            Provenance = root.Choice("provenance") is { } provenance ? ProvenanceSetting.Parse(provenance) : null,
            Sbom = SbomSetting.Resolve(root.Text("sbom"), file),
            Gates = GateSection.Read(file, root) ?? [],
            Sign = SignConfiguration.Read(root, file),
            Tags = new TagRules { Strategies = TagsSection.Read(root), AddsPullRequest = TagsSection.ChangesDefaults(root), Labels = Labels(root.Section("labels")), DefaultBranch = root.Text("defaultBranch"), IgnoreTags = root.Texts("ignoreTags") },
            Environments = Environments(root.Section("environments"), keys),
            VerificationKeys = keys,
            TrustRoot = trustRoot,
            Policy = PolicySection.Read(root.Section("policy")),
            Components = Component.Read(root.Section("components")),
            Images = ConfiguredImage.Read(file, root.Section("images")),
            Version = VersionSection.Read(root.Section("version")),
            Sync = SyncSection.Read(file, root.Section("sync")),
            AttachReceipts = Attaching(root.Section("receipts")),
            SendsGitHubRecords = SendsRecords(root.Section("github")),
            Retention = RetentionSection.Read(root.Section("retention")),
        };
        root.RefuseOthers();
        RefuseUnknownEnvironments(root, configuration);
        if (configuration is { Source: not null, Build: not null })
            root.Report(root.Error("build", "'source' and 'build' cannot be combined"));
        return configuration;
    }

    private static bool SendsRecords(YamlSection? section)
    {
        var sends = section?.Flag("records") ?? false;
        section?.RefuseOthers();
        return sends;
    }

    private static AttachReceipts Attaching(YamlSection? section)
    {
        var when = section?.Choice("attach");
        section?.RefuseOthers();
        return when is null ? default : Enum.Parse<AttachReceipts>(when, ignoreCase: true);
    }

    private static Dictionary<string, string> Labels(YamlSection? section)
    {
        var labels = section?.Names.ToDictionary(name => name, name => section.Text(name) ?? "", StringComparer.Ordinal) ?? [];
        section?.RefuseOthers();
        return labels;
    }

    private static (IReadOnlyList<string> Keys, string? TrustRoot) Verification(YamlSection? section)
    {
        var (keys, trustRoot) = (section?.Texts("keys") ?? [], section?.Text("trustRoot"));
        section?.RefuseOthers();
        return (keys, trustRoot);
    }

    private static Dictionary<string, EnvironmentConfiguration> Environments(YamlSection? section, IReadOnlyList<string> keys)
    {
        var environments = new Dictionary<string, EnvironmentConfiguration>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, environment) in section?.Sections() ?? [])
        {
            if (environments.Keys.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } same)
                environment.Report(environment.Error($"'{same}' and '{name}' under environments: differ in case only"));

            environments[name] = new EnvironmentConfiguration
            {
                Production = environment.Flag("production"),
                Paths = environment.Texts("paths"),
                Requires = environment.Item("requires")?.Read(_ => environment.Texts("requires").Select(required => ResolveRequired(section!, environment, name, required)).ToList(), []) ?? [],
                Branches = environment.Texts("branches"),
                Evidence = EvidenceSection.Read(environment, keys),
                PullRequests = environment.Flag("pullRequests") ?? false,
                Levels = PolicySection.Levels(environment.Section("rules")),
            };
            environment.RefuseOthers();
        }

        return environments;
    }

    /// <summary>An environment that must have an image before, as the file spells it: a mistyped one would have nothing for ever.</summary>
    private static string ResolveRequired(YamlSection section, YamlSection environment, string name, string required)
    {
        var spelling = section.Names.FirstOrDefault(other => other.Equals(required, StringComparison.OrdinalIgnoreCase));
        if (spelling is null)
            throw environment.Item("requires")!.Error($"'environments.{name}.requires' lists '{required}', which is not an environment", Spelling.Advice(required, [.. section.Names.Where(other => other != name)]));
        return spelling != name ? spelling : throw environment.Item("requires")!.Error($"'environments.{name}.requires' lists the environment itself");
    }

    /// <summary>A rule for an environment that there is none of would never apply. Patterns may match nothing yet.</summary>
    private static void RefuseUnknownEnvironments(YamlSection root, PlimsollConfiguration configuration)
    {
        var names = configuration.Environments.Keys.ToList();
        if (names.Count > 0 && configuration.Tags.Strategies.SelectMany(strategy => strategy.When.Environments).FirstOrDefault(name => !name.AsSpan().ContainsAny('*', '?') && !names.Contains(name, StringComparer.Ordinal)) is { } unknown)
            root.Report(root.Item("tags")!.Error($"a rule under 'tags' applies only to environment '{unknown}', which is not listed under 'environments'", Spelling.Advice(unknown, names)));
    }
}
