using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Statements.Provenance;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// States how an image was published, as SLSA provenance v1: which run of which CI host, of which commit, by which parameters, on
/// which base images. It has no value of a build argument, no secret and no path of this machine.
/// </summary>
/// <param name="image">The image and what was observed.</param>
/// <param name="toolVersion">The version of Plimsoll.</param>
internal sealed partial class ImageProvenance(PreparedImage image, string toolVersion)
{
    /// <summary>How the parameters are to be read; <c>docs/supply-chain.md</c> describes them.</summary>
    public const string BuildType = "https://plimsoll.dev/publish/v1";

    /// <summary>Who ran the build where no CI host did.</summary>
    public const string LocalBuilder = "https://plimsoll.dev/builders/local";

    /// <summary>An image has at most some dozens of platforms; the base of each further one is left out.</summary>
    private const int MostPlatforms = 64;

    private const int LargestDockerfile = 1024 * 1024;

    private PublishRequest Request => image.Request;

    private BuildContext Context => image.Context;

    /// <summary>Makes the statement.</summary>
    /// <param name="target">The image; its manifest is known.</param>
    /// <param name="digest">The image's digest.</param>
    /// <param name="started">When the run began.</param>
    /// <param name="finished">When the image was complete.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<Statement> CreateAsync(IPublishTarget target, Digest digest, DateTimeOffset started, DateTimeOffset finished, CancellationToken cancellationToken) =>
        new SlsaProvenance(BuildType, Parameters(target), BuilderId(Context.Host))
        {
            InternalParameters = Context.Repository.IsDirty ? new JsonObject { ["dirty"] = true } : null,
            ResolvedDependencies = [.. Source(), .. await BasesAsync(target, cancellationToken)],
            BuilderVersions = new Dictionary<string, string> { ["plimsoll"] = toolVersion },
            InvocationId = Context.Host?.InvocationId ?? Context.Host?.RunUrl,
            StartedOn = started,
            FinishedOn = finished,
        }.About(StatementSubject.Of(target.Destination, digest));

    /// <summary>The workflow or pipeline of a CI host, else the host, else this machine.</summary>
    internal static string BuilderId(HostContext? host) =>
        host is null ? LocalBuilder : host.BuilderId ?? $"https://plimsoll.dev/builders/{host.Host.ToLowerInvariant().Replace(' ', '-')}";

    private JsonObject Parameters(IPublishTarget target)
    {
        var parameters = new JsonObject { ["image"] = target.Destination, ["build"] = BuildName };
        if (IsFound)
            parameters["commit"] = Context.Repository.Head.Id;
        if (Request.Parts.Count == 0 && IsShown(Request.Source))
            parameters["input"] = image.Image.Source.Name;
        if (Request.Build is { Kind: not BuildKind.Files } recipe)
        {
            if (IsInside(recipe.Path))
                parameters[recipe.Kind == BuildKind.Project ? "project" : "dockerfile"] = Path.GetRelativePath(Request.RepositoryPath, recipe.Path).Replace('\\', '/');
            if (recipe.Target is { } stage)
                parameters["target"] = stage;
            if (recipe.Arguments.Count > 0)
                parameters["arguments"] = ToArray(recipe.Arguments.Keys.Order(StringComparer.Ordinal));
        }

        IReadOnlyList<Platform> platforms = Request.Build?.Platforms ?? (Request.Platform is { } one ? [one] : Request.Platforms);
        if (platforms.Count > 0)
            parameters["platforms"] = ToArray(platforms.Select(platform => platform.ToString()));
        if (BaseName is { } below)
            parameters["base"] = below;
        if (image.Tags.Version is { } version)
            parameters["version"] = version;
        if (Context.Environment is { } environment)
            parameters["environment"] = environment;
        return parameters;
    }

    private string BuildName =>
        Request.Build is { } recipe ? recipe.Kind.ToString().ToLowerInvariant()
        : Request.Parts.Count > 0 ? "index"
        : Request.Source?.Transport == ImageTransport.Files ? "files" : "image";

    /// <summary>Whether the image was found, and not built by Plimsoll: what it was made of is not known here.</summary>
    private bool IsFound => BuildName == "image";

    private string? BaseName => (Request.Base ?? Request.Build?.FindBase(Request.RepositoryPath)) is { } below && IsShown(below) ? below.NameFrom(Request.RepositoryPath) : null;

    /// <summary>What lies outside the repository says something about this machine, and nothing to others.</summary>
    private bool IsShown(ImageLocation? location) =>
        location is null or { Transport: ImageTransport.Registry or ImageTransport.DockerDaemon } || (!location.IsStandardStream && IsInside(location.Path));

    private bool IsInside(string path)
    {
        var full = Path.GetFullPath(path, Path.GetFullPath(Request.RepositoryPath));
        return new[] { Context.Repository.Root, Request.RepositoryPath }.Select(root => Path.GetRelativePath(Path.GetFullPath(root), full))
            .Any(relative => !Path.IsPathRooted(relative) && relative.Split('/', '\\')[0] != "..");
    }

    private static JsonArray ToArray(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>The commit. Of a tree with changes it is named without its digest: what was built is not that commit.</summary>
    private IEnumerable<ResourceDescriptor> Source()
    {
        if (IsFound)
            yield break;

        var place = Repository is { } repository ? $"git+{repository}{Reference()}" : null;
        if (!Context.Repository.IsDirty)
            yield return new ResourceDescriptor(place, new Dictionary<string, string> { [ResourceDescriptor.GitCommit] = Context.Repository.Head.Id }) { Name = place is null ? "source" : null };
        else if (place is not null)
            yield return new ResourceDescriptor(place, new Dictionary<string, string>());
    }

    /// <summary>
    /// The repository that the commit is of, as it was observed. Labels do not tell: whoever writes <c>plimsoll.yml</c> chooses them, and would
    /// have this signed as another repository. A job may check out another one than its own.
    /// </summary>
    private string? Repository => ImageLabels.GetWebUrl(Context.Host is { RepositoryUrl: { } url, CommitId: var commit } && commit == Context.Repository.Head.Id ? url : Context.Repository.RemoteUrl);

    /// <summary>What was built of the repository, as SPDX writes it behind the address: <c>@refs/tags/v1.0</c>. A tag that only happens to be at the commit started no run.</summary>
    private string Reference()
    {
        var name = Context.Host?.Tag is { } tag ? $"refs/tags/{tag}"
            : Context.Branch is { } branch ? $"refs/heads/{branch}"
            : Context.Host is null && Context.GitTags is [var only] ? $"refs/tags/{only}" : null;
        return name is null ? "" : $"@{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
    }

    private async Task<IReadOnlyList<ResourceDescriptor>> BasesAsync(IPublishTarget target, CancellationToken cancellationToken)
    {
        if (Request.Build is { Kind: BuildKind.Dockerfile } recipe)
            return FromDockerfile(recipe.Path);
        if (IsFound)
            return [new ResourceDescriptor(Uri: null, ToDigests(image.Image.Source.Digest)) { Name = IsShown(Request.Source) ? image.Image.Source.Name : "input" }];
        if (target is not DirectTarget direct)
            return [];

        var bases = new List<ResourceDescriptor>();
        foreach (var manifest in (await ImageCopier.CollectAsync(direct.Source, direct.Manifest, cancellationToken)).Where(content => content.Parse() is ImageManifest { Config.MediaType: MediaTypes.OciConfig or MediaTypes.DockerConfig }).Take(MostPlatforms))
            if (await ReadBaseAsync(direct.Source, (ImageManifest)manifest.Parse(), cancellationToken) is { } found)
                bases.Add(found);
        if (direct.Source is JoinedImage joined && Request.Parts.Count > 0)
            bases.AddRange(joined.Parts.Select(part => Describe(target.Destination, part.Image.Descriptor.Digest)));
        return [.. bases.DistinctBy(below => string.Join(',', below.Digests.Values)).OrderBy(below => below.Uri, StringComparer.Ordinal).ThenBy(below => string.Join(',', below.Digests.Values), StringComparer.Ordinal)];
    }

    /// <summary>
    /// Plimsoll and the SDK of .NET write into the image which base it is on. The parts of an index may be of another builder, and
    /// have that label from their base, whose base it names; an annotation of the manifest is not inherited.
    /// </summary>
    private async Task<ResourceDescriptor?> ReadBaseAsync(IImageSource source, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var labels = Request.Parts.Count > 0 ? null : (await source.ReadConfigAsync(manifest, cancellationToken))?.Config?.Labels;
        if (!Digest.TryParse(labels?.GetValueOrDefault(BaseImage.DigestLabel) ?? manifest.Annotations?.GetValueOrDefault(BaseImage.DigestLabel) ?? "", out var digest))
            return null;

        return Describe(labels?.GetValueOrDefault(BaseImage.NameLabel) ?? manifest.Annotations?.GetValueOrDefault(BaseImage.NameLabel) ?? BaseName, digest);
    }

    /// <summary>The images that it pins. What another name led to while it was built, the builder knows, and BuildKit's own provenance says.</summary>
    private static IReadOnlyList<ResourceDescriptor> FromDockerfile(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: <= LargestDockerfile })
            return [];

        return [.. PinnedBase.Matches(Read(path))
            .Select(match => match.Groups["image"].Value)
            .Distinct(StringComparer.Ordinal)
            .Select(text => ImageReference.TryParse(text, out var reference) ? reference : null)
            .Where(reference => reference?.Digest is not null)
            .Select(reference => Describe(reference!.ToString(), reference.Digest!))];
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"{Path.GetFileName(path)} cannot be read: {exception.Message}", innerException: exception);
        }
    }

    /// <summary>An image as BuildKit names one in provenance: a package URL of the familiar name.</summary>
    private static ResourceDescriptor Describe(string? name, Digest digest)
    {
        var place = !ImageReference.TryParse(name, out var reference) ? null : $"pkg:docker/{reference.WithoutTagOrDigest().FamiliarName}{(reference.Tag is { } tag ? $"@{tag}" : "")}?digest={digest}";
        return new ResourceDescriptor(place, ToDigests(digest)) { Name = place is null ? name : null };
    }

    private static Dictionary<string, string> ToDigests(Digest digest) => new() { [digest.Algorithm] = digest.Hex };

    [GeneratedRegex(@"^[ \t]*FROM[ \t]+(?:-\S+[ \t]+)*(?<image>[^\s$]+@sha256:[0-9a-f]{64})(?=\s|\z)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PinnedBase { get; }
}
