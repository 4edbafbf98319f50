using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds;

/// <summary>How an image is built before it is published (<c>build:</c> in <c>plimsoll.yml</c>). Made by <see cref="ForDockerfile"/>, <see cref="ForProject"/> or <see cref="ForFiles"/>.</summary>
public sealed record BuildRecipe
{
    private BuildRecipe(BuildKind kind, string path, string context)
    {
        Kind = kind;
        Path = path;
        Context = context;
    }

    /// <summary>What it is built from.</summary>
    public BuildKind Kind { get; }

    /// <summary>The Dockerfile, the project or the directory of files, absolute.</summary>
    public string Path { get; }

    /// <summary>The directory whose files a build may use, absolute: of a Dockerfile its context, else the directory of the project or the files.</summary>
    public string Context { get; }

    /// <summary>The stage of a Dockerfile that is built; <c>null</c> for the last.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the packages of a project are read, for an SBOM. The default is <c>false</c>.</summary>
    internal bool ListsPackages { get; init; }

    /// <summary>Build arguments of a Dockerfile, or properties of a project. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets of a Dockerfile's build, as <c>docker buildx build --secret</c> takes them: <c>id=npm,src=.npmrc</c>. BuildKit alone has them. The default is none.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The provenance that BuildKit attaches to the image; <c>null</c> (default) for what it attaches by itself: <see cref="BuildProvenance.Min"/>.</summary>
    public BuildProvenance? Provenance { get; init; }

    /// <summary>Whether BuildKit attaches an SBOM to the image; <c>null</c> (default) for what it does by itself: none.</summary>
    public bool? Sbom { get; init; }

    /// <summary>The caches that BuildKit reads and writes; <c>null</c> (default) for its own alone.</summary>
    public BuildCache? Cache { get; init; }

    /// <summary>What the image runs on; the default is the builder's own. Several need BuildKit, a project or files.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>What builds a Dockerfile. The default is <see cref="BuildVia.Auto"/>.</summary>
    public BuildVia Via { get; init; }

    /// <summary>The image that files or a project are put on; <c>null</c> for nothing below files, and for a project's own choice.</summary>
    public string? Base { get; init; }

    /// <summary>The directory that a relative path in <see cref="Base"/> starts from; <c>null</c> (default) for that of the request.</summary>
    public string? BaseDirectory { get; init; }

    /// <summary>The command of an image of files. The default is none.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>How else a container of an image of files runs; <c>null</c> (default) as that of the base.</summary>
    public ContainerSettings? Settings { get; init; }

    /// <summary>A build of a Dockerfile.</summary>
    /// <param name="dockerfile">The Dockerfile; it may be outside of its context.</param>
    /// <param name="context">The directory whose files it may use.</param>
    public static BuildRecipe ForDockerfile(string dockerfile, string context) => new(BuildKind.Dockerfile, System.IO.Path.GetFullPath(dockerfile), System.IO.Path.GetFullPath(context));

    /// <summary>A build of a .NET project by its SDK, without a daemon.</summary>
    /// <param name="project">The project file, or the directory of the only one.</param>
    public static BuildRecipe ForProject(string project)
    {
        var path = System.IO.Path.GetFullPath(project);
        return new BuildRecipe(BuildKind.Project, path, Directory.Exists(path) ? path : System.IO.Path.GetDirectoryName(path)!);
    }

    /// <summary>An image of plain files, without a daemon and reproducible.</summary>
    /// <param name="directory">The directory that becomes the image's root; <c>{os}</c>, <c>{arch}</c> and <c>{variant}</c> in it are replaced for each platform.</param>
    public static BuildRecipe ForFiles(string directory) => new(BuildKind.Files, System.IO.Path.GetFullPath(directory), System.IO.Path.GetFullPath(directory));

    /// <summary>The base image, or <c>null</c>. A project's base without a transport is in a registry, whatever lies beside it.</summary>
    /// <param name="directory">The directory that a relative path starts from where <see cref="BaseDirectory"/> names none.</param>
    internal ImageLocation? FindBase(string directory) => Base is null ? null
        : Kind == BuildKind.Project ? ImageLocation.ParseRemote(Base, BaseDirectory ?? directory)
        : ImageLocation.Parse(Base, BaseDirectory ?? directory);

    /// <summary>A request that builds by this recipe. What the request says itself (platform, base, entrypoint) wins.</summary>
    /// <exception cref="PlimsollException">The base is not an image name (2) or a path that does not exist (6).</exception>
    public PublishRequest ApplyTo(PublishRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Kind != BuildKind.Files && request.Entrypoint.Count > 0)
            throw PlimsollException.Usage("An entrypoint can be set only for an image that is assembled from files.", Kind == BuildKind.Dockerfile ? "Set ENTRYPOINT in the Dockerfile." : "Set ContainerAppCommand in the project.");
        if (Kind == BuildKind.Dockerfile && request.Base is not null)
            throw PlimsollException.Usage("A base image cannot be set for a Dockerfile, which sets its own.", "Change FROM in the Dockerfile.");

        var asked = request.Platforms.Count > 0 ? request.Platforms : request.Platform is { } platform ? [platform] : Platforms;
        if (Kind == BuildKind.Files)
            return request with
            {
                Source = ImageLocation.ForFiles(Path),
                Base = request.Base ?? FindBase(request.RepositoryPath),
                Entrypoint = request.Entrypoint.Count > 0 ? request.Entrypoint : Entrypoint,
                Settings = request.Settings ?? Settings,
                Platform = asked is [var only] ? only : null,
                Platforms = asked.Count > 1 ? asked : [],
            };

        return request with
        {
            Source = ImageLocation.ForFiles(Context),
            Build = this with { Platforms = asked, Base = request.Base?.ToString() ?? FindBase(request.RepositoryPath)?.ToString() },
            Platform = null,
            Platforms = [],
            Base = null,
        };
    }
}
