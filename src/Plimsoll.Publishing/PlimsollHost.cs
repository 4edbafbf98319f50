using System.Reflection;
using Plimsoll.Docker;
using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Transport.Proxies;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Oci.Storage.Layers;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Pinning;
using Plimsoll.Publishing.Comparison;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Copying;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Diagnosis;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Mirroring;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Releases;
using Plimsoll.Publishing.Retention;
using Plimsoll.Publishing.Sources;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing;

/// <summary>
/// Plimsoll, composed: git, registries, the Docker Engine, configuration and clock. Nothing is opened before it is used.
/// One host is meant to serve a whole program.
/// </summary>
public sealed class PlimsollHost : IAsyncDisposable
{
    private readonly PlimsollHostOptions _options;
    private readonly RetryCounter _retries;
    private readonly Lazy<ICredentialSource> _credentials;
    private readonly Lazy<RegistryClient> _registry;
    private readonly Lazy<IImageEngine> _engine;
    private readonly Lazy<PlimsollConfiguration> _configuration;

    private PlimsollHost(PlimsollHostOptions options)
    {
        _options = options;
        _retries = new RetryCounter(options.RegistryClient.Retries ?? Report<RetryNotice>(DiagnosticLevel.Information));
        _credentials = new Lazy<ICredentialSource>(() => options.Credentials ?? CredentialSource.Default(CredentialEnvironment, options.Registry));
        _registry = new Lazy<RegistryClient>(OpenClient);
        _engine = new Lazy<IImageEngine>(ConnectEngine);
        _configuration = new Lazy<PlimsollConfiguration>(() => options.Configuration ?? ConfigurationFile.Load(options.Directory));
        Observer = new BuildObserver(options.RepositoryReader ?? new GitRepositoryReader(options.Environment), options.Environment, options.Clock);
        Details = Report<string>(DiagnosticLevel.Detail);
        BuildOutput = Report<string>(DiagnosticLevel.Information);
        Warnings = Report<string>(DiagnosticLevel.Warning);
        Layers = LayerMemory.FindFolder(options.Environment) is { } folder ? new LayerMemory(folder, options.Clock) : null;
        EnginePush = options.RegistryClient.Transfers is { } transfers ? new EnginePushProgress(transfers) : null;
    }

    /// <summary>The version of Plimsoll, with its prerelease label.</summary>
    public static string Version { get; } =
        typeof(PlimsollHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Composes a host; no file is read and no connection made yet.</summary>
    /// <param name="options">What differs from the defaults; <c>null</c> for none.</param>
    public static PlimsollHost CreateDefault(PlimsollHostOptions? options = null) => new(options ?? new PlimsollHostOptions());

    /// <summary>What <c>plimsoll.yml</c> says; read once.</summary>
    /// <exception cref="PlimsollException">The file cannot be used; the message names line and column (exit code 2).</exception>
    public PlimsollConfiguration Configuration => _configuration.Value;

    /// <summary>Publishes images.</summary>
    public Publisher Publisher => new(this);

    /// <summary>Promotes images from one environment to another, and rolls environments back.</summary>
    public EnvironmentManager Environments => new(this);

    /// <summary>Proposes the next version, and tags it.</summary>
    internal ReleaseManager Releases => new(this);

    /// <summary>How many requests to registries were tried again so far.</summary>
    public int Retries => _retries.Count;

    internal RetryCounts RetryCounts => _retries.Now;

    internal BuildObserver Observer { get; }

    /// <summary>Who works, for the record of what is done to an image.</summary>
    internal Task<string?> FindActorAsync(string directory, IImageRepository repository, CancellationToken cancellationToken) =>
        new ActorFinder(Observer, Environment, _credentials).FindAsync(directory, (repository as INamedRepository)?.Name, cancellationToken);

    internal string Directory => _options.Directory;

    internal TimeProvider Clock => _options.Clock;

    /// <summary>The clock of waiting for registries and other publishers, which runs where that of receipts stands still.</summary>
    internal TimeProvider WaitClock => _options.RegistryClient.TimeProvider;

    internal RetryOptions Retry => _options.RegistryClient.Retry;

    internal string ToolVersion => _options.ToolVersion;

    internal Func<string, string?> Environment => _options.Environment;

    internal string SettingName(string setting) => _options.SettingName(setting);

    internal IProgress<Diagnostic>? Diagnostics => _options.Diagnostics;

    internal IProgress<BlobCopy>? Progress => _options.Progress;

    /// <summary>Takes how far work is that moves nothing to or from a registry.</summary>
    internal IProgress<WorkProgress>? Work => _options.Work;

    /// <summary>Takes a text a step, for whoever wants to see each.</summary>
    internal IProgress<string>? Details { get; }

    /// <summary>Takes warnings that are not a registry's own.</summary>
    internal IProgress<string>? Warnings { get; }

    /// <summary>Takes what a build prints, line by line.</summary>
    internal IProgress<string>? BuildOutput { get; }

    /// <summary>Begins a group of the log for what a build prints.</summary>
    internal IDisposable? BeginGroup(string title) => _options.BeginGroup?.Invoke(title);

    /// <summary>Takes the progress of an engine's push, and reports it as that of our own transfers.</summary>
    internal IProgress<EngineProgress>? EnginePush { get; }

    /// <summary>Takes how much of each blob has moved.</summary>
    internal IProgress<TransferProgress>? Transfers => _options.RegistryClient.Transfers;

    /// <summary>What layers were compressed as before; <c>null</c> where there is no place to remember it.</summary>
    internal LayerMemory? Layers { get; }

    /// <summary>Where credentials are saved and removed, as Docker keeps them.</summary>
    internal CredentialStore CredentialStore => new(CredentialEnvironment);

    internal IImageEngine Engine => _engine.Value;

    /// <summary>Prepares signing by the identity of the job, with connections like those to registries.</summary>
    /// <exception cref="PlimsollException">A setting cannot be used (exit code 2).</exception>
    internal KeylessSigner OpenKeylessSigner(KeylessSettings settings, string directory) => KeylessSigner.Open(settings, CredentialEnvironment, ClientOptions, directory);

    private CredentialEnvironment CredentialEnvironment => new() { Variable = Environment, Home = Home, Clock = Clock, Trace = _options.Trace };

    private string? Home => Environment("HOME") ?? Environment("USERPROFILE");

    /// <summary>Reads the git repository that a path is in.</summary>
    /// <param name="path">The path; <c>null</c> for the host's directory.</param>
    /// <exception cref="PlimsollException">It is in no repository, or that cannot be used (exit code 2).</exception>
    public RepositoryState ReadRepository(string? path = null) => Observer.Read(path ?? Directory);

    /// <summary>A hash of what the working tree changes; see <see cref="GitRepositoryReader.HashOfChanges"/>.</summary>
    internal string HashOfChanges() => new GitRepositoryReader(Environment).HashOfChanges(Directory);

    /// <summary>
    /// The tags of the repository's remote, or <c>null</c> where there is none or it does not answer, which is warned of.
    /// </summary>
    /// <exception cref="PlimsollException">The repository is gone (exit code 2).</exception>
    internal async Task<IReadOnlyCollection<string>?> ReadRemoteTagsAsync(RepositoryState repository, CancellationToken cancellationToken)
    {
        if (repository.RemoteName is not { } remote)
            return null;

        var tags = await new RemoteTagReader(Environment).ReadAsync(repository.Root, remote, cancellationToken);
        if (tags.Names is null)
            Warnings?.Report($"the tags of remote {remote} could not be listed, so some may be missing in this clone: {tags.Failure}");
        return tags.Names;
    }

    /// <summary>What is known, and the tags of the remote where the clone may lack some.</summary>
    internal async Task<KnownTags> WithRemoteTagsAsync(KnownTags known, BuildContext context, CancellationToken cancellationToken) =>
        context.MissingTagsReason is null ? known : known with { RemoteGit = await ReadRemoteTagsAsync(context.Repository, cancellationToken) };

    internal GitReferenceReader GitReferences => new(Environment);

    /// <summary>Observes repository, CI host and clock, and warns of an environment that is probably mistyped.</summary>
    internal BuildContext Observe(string path, string? deployTo, string? date, string? branch = null)
    {
        var context = Observer.Observe(path, deployTo, date, branch);
        return Configuration.GetSpellingWarning(deployTo) is { } warning ? context with { Warnings = [.. context.Warnings, warning] } : context;
    }

    /// <summary>Opens a repository of a registry; no request is made yet.</summary>
    /// <param name="reference">The repository.</param>
    /// <param name="access">What it is opened for. Writing works with either; for reading alone no right to write is asked for, which some token servers refuse altogether.</param>
    public RegistryRepository OpenRegistry(ImageReference reference, RepositoryAccess access = RepositoryAccess.Pull) => _registry.Value.Repository(reference, access);

    /// <summary>The repositories that a registry shows to the credentials there are for it.</summary>
    public IAsyncEnumerable<string> ListRepositoriesAsync(string registry, CancellationToken cancellationToken) => _registry.Value.ListRepositoriesAsync(registry, cancellationToken);

    /// <summary>Searches Docker Hub, or the catalog of a registry.</summary>
    /// <exception cref="PlimsollException">The address of Docker Hub's index is not one (exit code 2), or as for <see cref="ImageSearch.SearchAsync"/>.</exception>
    internal Task<IReadOnlyList<FoundImage>> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        new ImageSearch(_registry.Value, _options.HubAddress ?? ImageSearch.ParseAddress(Environment("PLIMSOLL_HUB_URL"), "PLIMSOLL_HUB_URL")).SearchAsync(request, cancellationToken);

    /// <summary>Asks whether a registry accepts the credentials there are for it.</summary>
    /// <returns>Whether it looked at credentials; <c>false</c> where it serves everybody, whatever they send.</returns>
    /// <exception cref="RegistryException">The credentials are missing or wrong (exit code 4), or the registry does not answer (7).</exception>
    public Task<bool> CheckRegistryAsync(string registry, CancellationToken cancellationToken) => _registry.Value.CheckAsync(registry, cancellationToken);

    /// <summary>Derives the tags of the commit checked out, by the rules of <c>plimsoll.yml</c>. Git alone is asked.</summary>
    /// <param name="environment">The environment that is deployed to; <c>null</c> for <c>PLIMSOLL_ENVIRONMENT</c>, else none.</param>
    /// <exception cref="PlimsollException">The repository or the configuration cannot be used (exit code 2), or policy forbids a tag (3).</exception>
    public TagPlan DeriveTags(string? environment = null)
    {
        var given = new PublishRequestBuilder(new PublishSettings { Directory = Directory, Environment = environment }, Environment, Configuration);
        var (rules, context) = (given.Rules, Observe(Directory, given.Environment, date: null));
        string[] images = given.Image is { } image && ImageReference.NamesRegistry(PublishDestination.Join(given.Registry, image))
            ? [ImageReference.Parse(PublishDestination.Join(given.Registry, image)).FamiliarName]
            : [];
        var plan = TagEngine.Derive(context, rules, KnownTagsReader.ReadLocal(context.Repository, rules, Directory, images));
        ProductionPolicy.Check(plan, context, rules, Configuration.ToImagePolicy());
        return plan;
    }

    /// <summary>Copies an image byte for byte, with what refers to it. A tag that never moves is not given another image.</summary>
    /// <param name="source">The image: a reference, <c>oci:PATH[:TAG]</c>, <c>oci-archive:FILE</c>, <c>docker-archive:FILE</c> or <c>docker-daemon:NAME</c>.</param>
    /// <param name="destination">Where to, in the same syntax.</param>
    /// <param name="cancellationToken">Stops; blobs that are there stay.</param>
    /// <returns>The image's digest.</returns>
    /// <exception cref="PlimsollException">
    /// A name is not valid (2), the tag is that of an environment whose rules forbid the image (3), credentials are not accepted
    /// (4), the tag is immutable and names another image (5), there is no such image (6), or a registry cannot be reached (7).
    /// </exception>
    public async Task<Digest> CopyAsync(string source, string destination, CancellationToken cancellationToken = default)
    {
        return (await CopyAsync(ImageLocation.Parse(source, Directory), ImageLocation.ParseDestination(destination, Directory), platform: null, options: null, cancellationToken)).Digest;
    }

    /// <summary>Copies an image byte for byte. A tag that never moves is not given another image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="platform">The one platform of an index that is copied; <c>null</c> for all.</param>
    /// <param name="options">How; <c>null</c> for the defaults, with what refers to the image.</param>
    /// <param name="cancellationToken">Stops; blobs that are there stay.</param>
    /// <exception cref="PlimsollException">As for <see cref="CopyAsync(string, string, CancellationToken)"/>.</exception>
    public Task<ImageCopy> CopyAsync(ImageLocation source, ImageLocation destination, Platform? platform, CopyOptions? options, CancellationToken cancellationToken = default) =>
        new CopyRun(this).CopyAsync(source, destination, platform, options ?? new CopyOptions(), cancellationToken);

    /// <summary>
    /// Mirrors repositories: copies the tags that rules select, with what refers to their images, and leaves what is there already.
    /// An immutable tag is never pointed to another image.
    /// </summary>
    /// <param name="request">What is mirrored; <see cref="PlimsollConfiguration.Sync"/> is what <c>plimsoll.yml</c> says.</param>
    /// <param name="cancellationToken">Stops; what is copied stays.</param>
    /// <returns>What was done with each tag. What could not be done is part of it; <see cref="SyncReport.ThrowIfFailed"/> throws for it.</returns>
    /// <exception cref="PlimsollException">Two repositories would be mirrored to one (exit code 2).</exception>
    public Task<SyncReport> SyncAsync(SyncRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Mirror(this, Configuration.ToImagePolicy()).RunAsync(request, cancellationToken);
    }

    /// <summary>Compares two images: platforms, layers and their sizes, settings, base images. Files inside layers are not looked at.</summary>
    /// <param name="before">The first image, as for <see cref="CopyAsync(string, string, CancellationToken)"/>.</param>
    /// <param name="after">The second image.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">A name is not valid (2), credentials are not accepted (4), there is no such image (6), or a registry cannot be reached (7).</exception>
    public Task<ImageComparison> CompareAsync(string before, string after, CancellationToken cancellationToken = default) =>
        CompareAsync(ImageLocation.Parse(before, Directory), ImageLocation.Parse(after, Directory), platform: null, cancellationToken);

    /// <param name="before">The first image.</param>
    /// <param name="after">The second image.</param>
    /// <param name="platform">The only platform that is compared; <c>null</c> for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<ImageComparison> CompareAsync(ImageLocation before, ImageLocation after, Platform? platform, CancellationToken cancellationToken)
    {
        using var old = await OpenImageAsync(before, platform, cancellationToken);
        using var now = await OpenImageAsync(after, platform, cancellationToken);
        return await ImageComparer.CompareAsync(
            new ComparedImage(before.Reference?.Familiar ?? before.NameFrom(Directory), old.Source, old.Manifest),
            new ComparedImage(after.Reference?.Familiar ?? after.NameFrom(Directory), now.Source, now.Manifest),
            cancellationToken);
    }

    /// <summary>Gives an image of a registry further tags. One that never moves is not given another image.</summary>
    /// <param name="image">The image, by tag or digest.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Stops; tags that have been written stay.</param>
    /// <returns>The image's digest.</returns>
    /// <exception cref="PlimsollException">
    /// A tag is not valid (2); it is that of an environment whose rules forbid the image (3); credentials are not accepted (4); a
    /// tag is immutable and names another image (5); there is no such image (6), or the registry cannot be reached (7).
    /// </exception>
    public Task<Digest> TagAsync(ImageReference image, IReadOnlyList<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(tags);
        return new ImageTagger(this).AddTagsAsync(image, tags, cancellationToken);
    }

    /// <summary>Gives an image further names where it is: in an engine, in a layout, or in its or another repository of a registry.</summary>
    /// <exception cref="PlimsollException">As for <see cref="ImageTagger.TagAsync"/>.</exception>
    internal Task<Digest> TagAsync(ImageLocation image, IReadOnlyList<ImageLocation> names, CancellationToken cancellationToken) => new ImageTagger(this).TagAsync(image, names, cancellationToken);

    /// <summary>Releases the commit checked out: makes the git tag of the next version, and pushes it if that is asked for.</summary>
    /// <param name="request">What is released; <c>null</c> for the version that the commits since the last release ask for, without a push.</param>
    /// <param name="cancellationToken">Stops; a tag that has been made stays.</param>
    /// <exception cref="PlimsollException">
    /// Tracked files are changed, HEAD is released already, nothing is to be released, the clone is shallow or lacks release tags of
    /// its remote (exit code 2), the remote does not accept the credentials (4), or the tag exists with another commit (5).
    /// </exception>
    public Task<ReleaseReport> CutReleaseAsync(ReleaseRequest? request = null, CancellationToken cancellationToken = default) =>
        Releases.CutAsync(request ?? new ReleaseRequest(), cancellationToken);

    /// <summary>Publishes an image under the tags of the commit checked out, and records it.</summary>
    /// <param name="source">The image: as for <see cref="CopyAsync(string, string, CancellationToken)"/>, or <c>files:PATH</c> for files to assemble one of.</param>
    /// <param name="image">Its name, without tag: <c>ghcr.io/acme/app</c>.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">As for <see cref="Publisher.PublishAsync"/>.</exception>
    public Task<PublishReport> PublishAsync(string source, string image, CancellationToken cancellationToken = default) =>
        PublishAsync(new PublishSettings { Directory = Directory, Source = ImageLocation.Parse(source, Directory), Images = [image] }, cancellationToken);

    /// <summary>Publishes one image or several. What the settings leave out comes from the environment, else from <c>plimsoll.yml</c>.</summary>
    /// <param name="settings">What is published.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">As for <see cref="Publisher.PublishAsync"/>.</exception>
    public Task<PublishReport> PublishAsync(PublishSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var batch = new PublishRequestBuilder(settings, Environment, Configuration).Build();
        return Publisher.PublishAsync(batch.Requests, new PublishOptions { Partition = batch.Partition, KeepGoing = settings.KeepGoing }, cancellationToken);
    }

    /// <summary>
    /// Plans which images of repositories are deleted, by <c>retention:</c> of <c>plimsoll.yml</c> and the rules of the request. It
    /// writes nothing. Whatever no rule is about stays, with everything that it needs.
    /// </summary>
    /// <param name="request">The repositories and rules.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// No rule or no repository is given (exit code 2), credentials are missing or not accepted (4), there is no such repository
    /// (6), or a registry refuses or fails (7).
    /// </exception>
    public Task<PrunePlan> PlanPruneAsync(PruneRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Pruner(this).PlanAsync(request, cancellationToken);
    }

    /// <summary>
    /// Deletes what a plan says, and nothing else. Everything is read again before, and what has moved since, or what something
    /// that stays needs by now, is left. What was deleted is in the report also where something failed or was cancelled:
    /// <see cref="PruneReport.ThrowIfIncomplete"/> throws that.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Where the receipt is written; <c>null</c> for the defaults.</param>
    /// <param name="cancellationToken">Stops; what is deleted is recorded.</param>
    /// <exception cref="PlimsollException">The receipt cannot be written there (exit code 2).</exception>
    public Task<PruneReport> PruneAsync(PrunePlan plan, PruneOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Pruner(this).ExecuteAsync(plan, options ?? new PruneOptions(), cancellationToken);
    }

    /// <summary>Lets an environment point to a published image, where that is, and records it. <see cref="Environments"/> does more.</summary>
    /// <param name="image">The image: <c>ghcr.io/acme/app:2.1.0</c>, or <c>oci:PATH:TAG</c>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">As for <see cref="EnvironmentManager.PromoteAsync(string, string, CancellationToken)"/>.</exception>
    public Task<EnvironmentReport> PromoteAsync(string image, string environment, CancellationToken cancellationToken = default) =>
        Environments.PromoteAsync(image, environment, cancellationToken);

    /// <summary>Checks the images that files use, by the policy of <c>plimsoll.yml</c>. Files that git ignores are left out.</summary>
    /// <param name="paths">Files and folders; none for the directory of the host.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <exception cref="PlimsollException">A path does not exist, or the configuration cannot be used (exit code 2).</exception>
    public Task<CheckResult> CheckAsync(IReadOnlyList<string>? paths = null, CancellationToken cancellationToken = default) =>
        CheckAsync(new CheckRequest { Paths = paths ?? [] }, cancellationToken);

    /// <summary>Checks the images that files use, by the policy of <c>plimsoll.yml</c>.</summary>
    /// <param name="request">Which files, and how.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <exception cref="PlimsollException">
    /// A path or commit does not exist, or the configuration cannot be used (exit code 2); of an online check, credentials are not
    /// accepted (4) or a registry cannot be reached (7).
    /// </exception>
    public Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancellationToken = default) => new FilePolicy(this).CheckAsync(request, cancellationToken);

    /// <summary>Keeps one comment on the pull request that is built (GitHub, Azure DevOps) that says which images change and what was found. What hinders it is a warning.</summary>
    /// <param name="result">The outcome of a check.</param>
    /// <param name="cancellationToken">Stops waiting for the host.</param>
    public Task CommentAsync(CheckResult result, CancellationToken cancellationToken = default) => new FilePolicy(this).CommentAsync(result, cancellationToken);

    /// <summary>Plans how the images that files use are pinned to digests. <see cref="PinPlan.ApplyAsync"/> writes them.</summary>
    /// <param name="request">Which files, and how.</param>
    /// <param name="cancellationToken">Ends the search early.</param>
    /// <exception cref="PlimsollException">A path does not exist (exit code 2), or the folder of receipts does not (6).</exception>
    public Task<PinPlan> PlanPinsAsync(PinRequest request, CancellationToken cancellationToken = default) => new FilePolicy(this).PlanPinsAsync(request, cancellationToken);

    /// <summary>Looks at everything that publishing needs here, and changes none of it: configuration, repository, clock, CI host, engine, registries and their credentials.</summary>
    /// <param name="cancellationToken">Stops waiting for engine and registries.</param>
    public Task<DiagnosisReport> DiagnoseAsync(CancellationToken cancellationToken = default) => DiagnoseAsync(configurationError: null, cancellationToken);

    /// <param name="configurationError">Why the configuration cannot be used, if the caller has read it already.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal Task<DiagnosisReport> DiagnoseAsync(PlimsollException? configurationError, CancellationToken cancellationToken) => new Doctor(this).DiagnoseAsync(configurationError, cancellationToken);

    internal ValueTask<RegistryCredential?> FindCredentialAsync(ImageReference reference, CancellationToken cancellationToken) =>
        _credentials.Value.FindAsync(reference.Registry, reference.Repository, cancellationToken);

    /// <summary>Opens an image for reading, wherever it is.</summary>
    internal Task<OpenedImage> OpenImageAsync(ImageLocation location, Platform? platform, CancellationToken cancellationToken) => new ImageOpener(this).OpenAsync(location, platform, cancellationToken);

    internal async ValueTask<bool> HasCredentialsAsync(ImageReference reference, CancellationToken cancellationToken) =>
        await _credentials.Value.FindAsync(reference.Registry, reference.Repository, cancellationToken) is not null;

    internal async ValueTask<EngineCredentials?> FindEngineCredentialsAsync(ImageReference reference, CancellationToken cancellationToken) =>
        await _credentials.Value.FindAsync(reference.Registry, reference.Repository, cancellationToken) is { } found
            ? new EngineCredentials { Username = found.Username, Password = found.Password, IdentityToken = found.IdentityToken }
            : null;

    /// <summary>Closes connections.</summary>
    public ValueTask DisposeAsync()
    {
        if (_registry.IsValueCreated)
            _registry.Value.Dispose();
        if (_engine is { IsValueCreated: true, Value: IDisposable engine })
            engine.Dispose();
        return ValueTask.CompletedTask;
    }

    private IImageEngine ConnectEngine()
    {
        var engine = _options.ConnectEngine?.Invoke() ?? new DockerEngine(new DockerEngineOptions { Environment = _options.Environment, Progress = Work });
        _options.Trace?.Report($"engine: {engine.Endpoint}");
        return engine;
    }

    private RegistryClient OpenClient() => new(ClientOptions);

    private RegistryClientOptions ClientOptions
    {
        get
        {
            var given = _options.RegistryClient;
            return given with
            {
                Credentials = _credentials.Value,
                TimeProvider = Clock,
                Proxy = given.Proxy ?? EnvironmentProxy.Find(Environment),
                UserAgent = $"plimsoll/{ToolVersion}",
                CertificateFolders = [.. RegistryClientOptions.GetDefaultCertificateFolders(Home).Except(RegistryClientOptions.GetDefaultCertificateFolders(null)), .. given.CertificateFolders],
                Journal = UploadJournal.FindFolder(Environment) is { } folder ? new UploadJournal(folder, Clock) : null,
                Retries = _retries,
                Resumes = given.Resumes ?? Report<ResumeNotice>(DiagnosticLevel.Information),
                Trace = given.Trace ?? _options.Trace,
                Warnings = given.Warnings ?? Report<RegistryWarning>(DiagnosticLevel.Warning),
            };
        }
    }

    private DiagnosticProgress<T>? Report<T>(DiagnosticLevel level) where T : notnull =>
        _options.Diagnostics is { } diagnostics ? new DiagnosticProgress<T>(diagnostics, level) : null;
}
