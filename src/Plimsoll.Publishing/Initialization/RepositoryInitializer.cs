using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Initialization.Drafts;
using Plimsoll.Publishing.Initialization.Sources;
using Plimsoll.Publishing.Initialization.Workflows;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Initialization;

/// <summary>Looks at a repository and makes its <c>plimsoll.yml</c>, with what is built, tagged and deployed there already.</summary>
/// <param name="readRepository">Reads the git repository of a directory.</param>
internal sealed partial class RepositoryInitializer(Func<string, RepositoryState> readRepository)
{
    private static readonly string[] ConfigurationNames = ["plimsoll.yml", "plimsoll.yaml"];

    /// <summary>Makes the files, and writes none.</summary>
    /// <param name="directory">The directory, absolute.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="PlimsollException">The directory cannot be read, or what is asked for is not valid (exit code 2).</exception>
    public InitializationPlan Create(string directory, InitializationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var repository = FindRepository(directory);
        var page = ImageLabels.GetWebUrl(repository?.RemoteUrl);
        var tree = RepositoryTree.Read(directory);
        var draft = new ConfigurationDraft();
        var (registry, image) = options.Image is null ? (null, null) : ConfigurationDraft.Split(options.Image.ToLowerInvariant());
        draft.Default(options.Registry ?? registry, image);

        GitHubWorkflows.Read(tree, RepositoryOn(page, "github.com"), draft);
        AzureDockerTasks.Read(tree, draft);
        GoReleaserFile.Read(tree, draft);
        Dockerfiles.Find(tree, draft);
        Projects.Find(tree, draft);
        GitVersionFile.Read(tree, draft);
        ReleasePleaseFiles.Read(tree, draft);
        EnvironmentFolders.Find(tree, draft);
        Name(draft, page, directory);

        var file = ConfigurationNames.FirstOrDefault(name => File.Exists(Path.Combine(directory, name))) ?? ConfigurationNames[0];
        var text = ConfigurationText.Write(draft);
        // What is written can be read, whatever the repository holds.
        _ = ConfigurationFile.Parse(Path.Combine(directory, file), text);
        return new InitializationPlan(
            directory,
            [
                new InitializedFile(file, text),
                .. options.Workflows.Distinct().Select(host => new InitializedFile(WorkflowText.FileFor(host), WorkflowText.Write(host, options.ToolVersion, repository?.DefaultBranch ?? repository?.Branch ?? "main", draft))),
            ],
            draft.Notes,
            [.. Hints(draft, options)]);
    }

    private static IEnumerable<string> Hints(ConfigurationDraft draft, InitializationOptions options)
    {
        if (draft.Registry is null && !draft.Images.Any(image => image.Image is { } name && ImageReference.NamesRegistry(name)))
            yield return "no registry was found, so images are published to artifacts/images: add 'registry: HOST/PATH' to publish to one";
        if (options.Workflows.Count > 0 && options.ToolVersion.StartsWith("0.0.0", StringComparison.Ordinal))
            yield return $"this is a development build, so the workflow installs {options.ToolVersion}, which was never released: change it to a released version";
    }

    /// <summary>Names what nothing named: by the only image that is built, else by the remote, else by the folder.</summary>
    private static void Name(ConfigurationDraft draft, string? page, string directory)
    {
        if (draft.Images is [{ Image: { } own, Path: var path }])
            draft.NameImage(own, path, null);
        if (page is not null && Uri.TryCreate(page, UriKind.Absolute, out var url))
            draft.Default(url.Host switch { "github.com" => "ghcr.io", "gitlab.com" => "registry.gitlab.com", _ => null }, Clean(url.AbsolutePath));
        draft.Default(null, Clean(Path.GetFileName(Path.TrimEndingDirectorySeparator(directory))));
    }

    /// <summary>A path as the name of an image.</summary>
    private static string Clean(string path) =>
        string.Join('/', path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Invalid.Replace(part, "-").Trim('-')).Where(part => part.Length > 0)) is { Length: > 0 } name ? name : "app";

    private static string? RepositoryOn(string? page, string host) =>
        page is not null && Uri.TryCreate(page, UriKind.Absolute, out var url) && url.Host == host ? url.AbsolutePath.Trim('/') : null;

    /// <summary>The repository, or <c>null</c> where there is none yet, or nothing in it.</summary>
    private RepositoryState? FindRepository(string directory)
    {
        try
        {
            return readRepository(directory);
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    /// <summary>What separates the words of a name is one sign: <c>.</c>, <c>_</c>, <c>__</c> or dashes.</summary>
    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Invalid { get; }
}
