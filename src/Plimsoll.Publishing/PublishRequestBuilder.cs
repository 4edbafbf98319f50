using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing;

/// <summary>
/// Makes requests of what the user gave, the environment and <c>plimsoll.yml</c>. Which of them counts is decided here and
/// nowhere else: what was given, else what a plan was made for, else <c>PLIMSOLL_*</c>, else the configuration, else the default.
/// </summary>
/// <param name="given">What the user gave.</param>
/// <param name="environment">The environment variables.</param>
/// <param name="configuration">The configuration.</param>
public sealed class PublishRequestBuilder(PublishSettings given, Func<string, string?> environment, PlimsollConfiguration configuration)
{
    private readonly Lazy<Component?> _component = new(() =>
        (given.Component ?? environment("PLIMSOLL_COMPONENT")) is { } name ? Component.Find(configuration, name) : null);

    /// <summary>The component, or <c>null</c> for the repository as a whole.</summary>
    /// <exception cref="PlimsollException">There is no such component (exit code 2).</exception>
    public Component? Component => _component.Value;

    /// <summary>The environment that is deployed to, as the configuration spells it, or <c>null</c>.</summary>
    /// <exception cref="PlimsollException">The configuration lists environments, and not this one (exit code 2).</exception>
    public string? Environment => Resolve(given.Environment ?? environment("PLIMSOLL_ENVIRONMENT"));

    /// <summary>The registry, or <c>null</c>.</summary>
    public string? Registry => RegistryOr(Component?.Registry ?? configuration.Registry);

    /// <summary>The image's name, or <c>null</c> where there is none.</summary>
    public string? Image => given.Images is [var name, ..] ? name : environment("PLIMSOLL_IMAGE") ?? Component?.Image ?? configuration.Image;

    /// <summary>What stands before the version in a git tag that is a release; <c>null</c> for an optional <c>v</c>.</summary>
    internal string? TagPrefix => Component?.TagPrefix ?? configuration.Version.TagPrefix;

    /// <summary>How tags are derived.</summary>
    /// <exception cref="PlimsollException">A strategy is not known, or the environment's tag would be that of another (exit code 2).</exception>
    public TagRules Rules => RulesFor(Environment, planned: null);

    /// <summary>Makes the requests.</summary>
    /// <exception cref="PlimsollException">Something is missing, contradicts itself, or is not valid (exit code 2).</exception>
    public PublishBatch Build()
    {
        if (given.Plan is { } plan)
            return new PublishBatch(ForPlan(plan).Requests, plan.Partition);

        var named = ChooseImages();
        var partition = FindPartition();
        IReadOnlyList<PublishRequest> requests = named is null
            ? CreateSingle()
            : [.. named.SelectMany(image => WithCopies(Create(planned: null, image, image.Build) with { Name = image.Name }, image.MoreRegistries))];
        if (given.ByDigest)
            requests = [.. requests.SelectMany(SplitByPlatform)];
        if (named is null && partition is null && requests is [var only])
            return new PublishBatch([only with { Name = null }], Partition: null);

        requests = [.. requests.Select(request => request with { Name = request.Name ?? request.Image })];
        Publisher.RefuseSameDestination(requests);
        return new PublishBatch(partition?.Select(requests, request => request.CopyOf ?? request.Name!) ?? requests, partition?.ToString());
    }

    /// <summary>A plan with the requests that carry it out.</summary>
    /// <exception cref="PlimsollException">Another partition is asked for, or an image could not be planned (2); what was built is built no longer (5).</exception>
    public PublishPlan ForPlan(PublishPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (given.Partition is { } asked && asked != plan.Partition)
            throw PlimsollException.Usage(
                $"The plan is for {(plan.Partition is null ? "all images" : $"partition {plan.Partition}")}, but partition {asked} was requested.",
                $"Make a plan for each partition ({given.SettingName("partition")}).");
        if (plan.Failed is [var failed, ..] && !given.KeepGoing)
            throw PlimsollException.Usage($"The plan does not contain {failed.Image}, which could not be planned: {failed.Message}", $"Plan again, or publish the others with {given.SettingName("keep-going")}.");

        return plan with
        {
            Requests = [.. plan.Images.Select(image => Create(image, chosen: null, FindBuild(image, plan.IsRun), plan.IsRun ? FindConfigured(image) : null) with { Name = plan.IsRun ? image.Name : null })],
        };
    }

    private IReadOnlyList<PublishRequest> CreateSingle() => given.Parts.Count > 0
        ? [CreateIndex(Registry), .. MoreRegistries.Select(registry => CreateIndex(registry) with { Name = $"{RequiredImage(planned: null)} {registry}" })]
        : WithCopies(Create(planned: null, chosen: null, given.Build ?? (given.Source is null ? configuration.Build : null)), MoreRegistries);

    /// <summary>The further registries of the configuration; none where one is given.</summary>
    private IReadOnlyList<string> MoreRegistries => RegistryOr(null) is null ? NamedImage.MoreRegistries(configuration, Component) : [];

    /// <summary>The image, and the same in further registries.</summary>
    private static IReadOnlyList<PublishRequest> WithCopies(PublishRequest request, IReadOnlyList<string> registries) =>
    [
        request,
        .. registries.Select(registry => request with { Registry = registry, CopyOf = request.Name ?? request.Image, Name = $"{request.Name ?? request.Image} {registry}" }),
    ];

    private PublishRequest CreateIndex(string? registry)
    {
        var request = CreateCommon(planned: null, RequiredImage(planned: null), registry);
        return request with { Provenance = FindProvenance(asked: null, ofImage: null), Sbom = FindSbom(asked: null, ofImage: null), Gates = configuration.Gates, Sign = FindSigning(asked: null, configuration.Sign), Parts = IndexPartReader.Read(given.Parts, given.Directory, PublishDestination.Resolve(request), given.SettingName) };
    }

    /// <summary>What a plan was made for counts before environment and configuration, which may be others where it is carried out.</summary>
    private PublishRequest Create(PlannedImage? planned, ChosenImage? chosen, BuildRecipe? build, ConfiguredImage? ofRun = null)
    {
        var asked = planned?.Request;
        var reuses = given.Reuse || asked?.Reuse == true;
        var source = chosen is not null ? chosen.Source
            : build is not null ? ImageLocation.ForFiles(build.Context)
            : given.Source ?? (asked is { Source: { } named } ? ImageLocation.Parse(named, given.Directory)
            : asked is null && configuration is { Source: { } configured, File: { } file } ? ImageLocation.Parse(configured, Path.GetDirectoryName(file))
            : reuses || asked?.Parts is not null ? null
            : throw (given.Images is [var name] && configuration.Images.Count > 0 ? UnknownImage(name) : PlimsollException.Usage("There is nothing to publish.", $"Specify the image to publish ({given.SettingName("source")}), for example files:out, oci:out/image or docker-daemon:app:dev; or set 'source:' or 'build:' in plimsoll.yml.")));
        RefuseMarks(source, isJoined: asked?.Parts is not null || (given.Platforms.Count > 1 || chosen?.Platforms.Count > 1 || asked?.Platforms is not null));
        if (source is not null && source.Transport != ImageTransport.Files && (given.Base is not null || given.Entrypoint.Count > 0))
            throw PlimsollException.Usage(
                $"{given.SettingName("base")} and {given.SettingName("entrypoint")} apply only to an image that is assembled from files, but {source} is already an image.",
                "Publish a directory of files (files:PATH), or omit them.");

        var platforms = given.Platforms.Count > 0 ? given.Platforms : chosen?.Platforms ?? PlannedPlatforms(asked);
        var registry = chosen is not null ? chosen.Registry : asked is null ? Registry : given.Registry ?? asked.Registry;
        var request = CreateCommon(planned, chosen?.Image ?? RequiredImage(asked), registry) with
        {
            Source = source,
            Via = given.Via ?? ParseVia(planned?.Via ?? environment("PLIMSOLL_VIA")),
            Platform = platforms is [var only] ? only : null,
            Platforms = platforms.Count > 1 ? platforms : [],
            Parts = [.. asked?.Parts?.Select(part => new IndexPart(ImageLocation.Parse(part, given.Directory))) ?? []],
            ByDigest = asked?.ByDigest == true || (given.ByDigest && planned is not null),
            Base = given.Base ?? (asked?.Base is { } below ? ImageLocation.Parse(below, given.Directory) : null),
            Entrypoint = given.Entrypoint.Count > 0 ? given.Entrypoint : asked?.Entrypoint ?? [],
            Settings = asked?.Settings,
            Provenance = FindProvenance(asked, chosen?.Provenance),
            Sbom = FindSbom(asked, chosen?.Sbom),
            Gates = FindGates(planned, chosen),
            Sign = FindSigning(asked, SignConfiguration.Merge(chosen?.Sign ?? ofRun?.Sign, configuration.Sign)),
            Reuse = reuses,
            Plan = planned,
        };
        if (chosen?.TagPrefix is { } prefix)
            request = request with { Rules = request.Rules with { TagPrefix = prefix } };
        return build?.ApplyTo(request) ?? request;
    }

    /// <summary>What is published byte for byte takes no labels; an index that is made of it has annotations of its own.</summary>
    private void RefuseMarks(ImageLocation? source, bool isJoined)
    {
        if (source is { Transport: ImageTransport.Files } || (given.Labels.Count == 0 && (given.Annotations.Count == 0 || isJoined)))
            return;

        var setting = given.SettingName(given.Labels.Count > 0 ? "label" : "annotation");
        throw PlimsollException.Usage(
            $"{setting} applies only to an image that is built or assembled, but {source?.ToString() ?? "the image of the commit"} is published byte for byte.",
            $"Omit {setting}, or publish a directory of files (files:PATH) or what 'build:' in plimsoll.yml builds.");
    }

    private PublishRequest CreateCommon(PlannedImage? planned, string image, string? registry)
    {
        var to = planned is null ? Environment : Resolve(given.Environment ?? planned.Environment);
        return new PublishRequest
        {
            Source = null,
            Image = image,
            Registry = registry,
            RepositoryPath = given.Directory,
            Environment = to,
            Rules = RulesFor(to, planned?.Request),
            Policy = configuration.ToImagePolicy(),
            Date = given.Date ?? planned?.Date?.ToString("O", CultureInfo.InvariantCulture),
            Branch = given.Branch ?? planned?.Request.Branch,
            Verification = given.Verification,
            Transfer = planned?.Request is not { } asked ? given.Transfer with { Compression = CompressionSetting.Resolve(given.Transfer.Compression, environment, configuration) } : given.Transfer with
            {
                Compression = asked.Compression is { } compression ? CompressionSetting.Parse(compression) : LayerCompression.Gzip,
                Referrers = given.Transfer.Referrers && asked.Referrers,
                IncludeForeignLayers = given.Transfer.IncludeForeignLayers || asked.ForeignLayers,
            },
            ReleaseHold = given.ReleaseHold,
            Keep = given.Keep && planned?.Request.Keep != false,
            GivenLabels = LabelsOf(planned?.Request),
        };
    }

    private TagRules RulesFor(string? to, PlannedRequest? planned)
    {
        var rules = configuration.RulesFor(to, Component);
        return rules with
        {
            Labels = Merge(rules.Labels, LabelsOf(planned)),
            Annotations = given.Annotations.Count > 0 ? given.Annotations : planned?.Annotations ?? rules.Annotations,
            Requested = RequestedTags(planned),
            Strategies = given.Strategies ?? rules.Strategies,
            AddsPullRequest = given.Strategies is null && rules.AddsPullRequest,
            TagPrefix = planned is null || given.Component is not null ? rules.TagPrefix : planned.TagPrefix,
            Only = StrategyList.Parse(given.Tags) ?? planned?.Tags,
            AllowDirty = given.AllowDirty || planned?.AllowDirty == true,
            AllowShallow = given.AllowShallow || planned?.AllowShallow == true,
            AllowOlder = given.AllowOlder || planned?.AllowOlder == true,
        };
    }

    private IReadOnlyDictionary<string, string> LabelsOf(PlannedRequest? planned) => given.Labels.Count > 0 ? given.Labels : planned?.Labels ?? given.Labels;

    private static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> configured, IReadOnlyDictionary<string, string> wins)
    {
        var merged = configured.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in wins)
            merged[name] = value;
        return wins.Count == 0 ? configured : merged;
    }

    private IReadOnlyList<string> RequestedTags(PlannedRequest? planned)
    {
        // A text that would be written another way is not what somebody will look for.
        var tags = given.RequestedTags.Count > 0 ? given.RequestedTags : planned?.RequestedTags ?? [];
        return tags.FirstOrDefault(tag => !TagText.TrySanitize(tag, out var text) || text != tag) is { } invalid
            ? throw PlimsollException.Usage($"'{invalid}' is not a valid tag ({given.SettingName("tag")}).", "A tag has 1 to 128 letters, digits, '_', '.' or '-', does not start with '.' or '-', and does not end with '-'.")
            : tags;
    }

    private string? Resolve(string? name) => name is null ? null : configuration.ResolveEnvironment(name);

    private string? RegistryOr(string? configured) => given.Registry ?? environment("PLIMSOLL_REGISTRY") ?? configured;

    private ProvenanceMode FindProvenance(PlannedRequest? asked, ProvenanceMode? ofImage) =>
        given.Provenance
        ?? (asked is not null ? asked.Provenance is { } planned ? ProvenanceSetting.Parse(planned) : ProvenanceMode.Attached
        : environment(ProvenanceSetting.Variable) is { } variable ? ProvenanceSetting.Parse(variable)
        : ofImage ?? configuration.Provenance ?? ProvenanceMode.Attached);

    private SbomSetting? FindSbom(PlannedRequest? asked, string? ofImage) =>
        (given.Sbom ?? (asked is not null ? asked.Sbom : ofImage ?? configuration.Sbom)) is { } text ? SbomSetting.Parse(text, given.Directory) : null;

    /// <summary>Those of the configuration: a plan names them, but what a file says is not run. Where they are others, the plan is too.</summary>
    private IReadOnlyList<ImageGate> FindGates(PlannedImage? planned, ChosenImage? chosen) =>
        chosen?.Gates ?? (planned is { } image ? FindConfigured(image)?.Gates : null) ?? configuration.Gates;

    /// <summary>
    /// Where the key is, is one question, and whether images are signed, another: a key in the environment is for those that are to be, and
    /// so is the configuration that a plan, which says by which key, finds where it is carried out.
    /// </summary>
    private SignSetting? FindSigning(PlannedRequest? asked, SignConfiguration? configured)
    {
        var isOff = asked is not null ? asked.Sign is null : configured?.IsOn == false;
        var key = given.SignKey ?? (isOff ? null : environment(SignKeySetting.Variable) ?? configured?.Key);
        if (given.SignKeyless && given.SignKey is not null)
            throw PlimsollException.Usage("A key to sign with is given, and signing without one is asked for.", $"Omit either {given.SettingName("sign-key")} or {given.SettingName("sign-keyless")}.");
        if (key == SignKeySetting.Nothing && !given.SignKeyless)
            return null;
        if (given.SignKeyless || (key is null && !isOff && (asked is not null ? asked.Sign!.IsKeyless : configured?.Keyless is not null)))
            return SignSetting.Keyless(configured?.Keyless) with
            {
                PublicKey = given.SignPublicKey,
                LegacyTags = given.LegacyTags ?? configured?.LegacyTags ?? false,
                Signer = configured?.Signer ?? SigningProgram.Plimsoll,
            };
        if (key is null)
            return (asked?.Sign ?? (object?)(isOff ? null : configured)) is not null || given is { LegacyTags: true } or { SignPublicKey: not null }
                ? throw PlimsollException.Usage("Images are to be signed, and there is no key to sign with.", $"Give the private key ({given.SettingName("sign-key")}), set {SignKeySetting.Variable}, or set 'sign: {{ key: … }}' in plimsoll.yml.")
                : null;

        // The public key of the configuration belongs to the key there, if there is one.
        return SignSetting.ByKey(key) with
        {
            PublicKey = given.SignPublicKey ?? environment(SignKeySetting.PublicKeyVariable) ?? (configured?.Key is null || configured.Key == key ? configured?.PublicKey : null),
            LegacyTags = given.LegacyTags ?? asked?.Sign?.LegacyTags ?? configured?.LegacyTags ?? false,
            Signer = asked?.Sign is { } planned ? planned.Signer is null ? SigningProgram.Plimsoll : SigningProgram.Cosign : configured?.Signer ?? SigningProgram.Plimsoll,
        };
    }

    /// <summary>What the configuration says of a planned image. In a run by platform its name is that of the image and the platform, and an image's own name has no space.</summary>
    private ConfiguredImage? FindConfigured(PlannedImage planned) => configuration.Images.FirstOrDefault(image => image.Name == planned.Name.Split(' ')[0]);

    private string RequiredImage(PlannedRequest? planned) => (given.Images is [var name, ..] ? name : planned?.Image ?? Image)
        ?? throw PlimsollException.Usage("No image name was specified.", $"Specify it ({given.SettingName("image")}), set PLIMSOLL_IMAGE, or set 'image:' in plimsoll.yml.");

    private PublishVia ParseVia(string? text) => text?.ToLowerInvariant() switch
    {
        null or "direct" => PublishVia.Direct,
        "engine" => PublishVia.Engine,
        "auto" => PublishVia.Auto,
        _ => throw PlimsollException.Usage($"'{text}' is not a valid way to publish.", $"Use direct, engine or auto ({given.SettingName("via")})."),
    };

    /// <summary>Only where it is asked for: GitLab numbers the jobs of a matrix too, in which each builds something else.</summary>
    private Partition? FindPartition() => (given.Parts.Count > 0 ? null : given.Partition ?? environment("PLIMSOLL_PARTITION")) switch
    {
        null => null,
        "auto" => Partition.Detect(environment),
        var text => Partition.Parse(text),
    };

    private static IReadOnlyList<Platform> PlannedPlatforms(PlannedRequest? asked) =>
        asked?.Platforms is { } several ? [.. several.Select(Platform.Parse)]
        : asked?.Platform is { } one ? [Platform.Parse(one)]
        : [];

    private static IEnumerable<PublishRequest> SplitByPlatform(PublishRequest request) => request switch
    {
        { Build.Platforms: { Count: > 0 } platforms } => platforms.Select(request.ForPlatform),
        { Platforms.Count: > 0 } => request.Platforms.Select(request.ForPlatform),
        { Platform: { } platform } => [request.ForPlatform(platform)],
        _ => [request with { ByDigest = true }],
    };

    /// <summary>How a planned image is built.</summary>
    private BuildRecipe? FindBuild(PlannedImage planned, bool isRun)
    {
        if (!isRun && given.Source is not null)
            return null;
        if (!planned.Request.IsBuilt)
            return null;

        var configured = isRun ? FindConfigured(planned) : null;
        return given.Build ?? (configured is null ? configuration.Build : configured.Build) ?? throw new PlimsollException(
            ErrorKind.Conflict,
            $"The plan builds {(isRun ? planned.Name.Split(' ')[0] : planned.Request.Image)} from a 'build:' section in plimsoll.yml that no longer exists.",
            "Plan again, and review the new plan before publishing it.");
    }

    /// <summary>
    /// The images: those that were given as <c>NAME=SOURCE</c>; else, where no source is given, those of the configuration
    /// that are named, or all of them. <c>null</c> where one image is meant.
    /// </summary>
    private IReadOnlyList<ChosenImage>? ChooseImages()
    {
        var names = given.Images;
        var hasSource = given.Source is not null || given.Build is not null || given.Parts.Count > 0;
        if (names.GroupBy(name => name.Split('=')[0]).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw PlimsollException.Usage($"Image {twice.Key} is specified twice ({given.SettingName("image")}).");

        if (names.Any(name => name.Contains('=')))
        {
            if (hasSource)
                throw PlimsollException.Usage("An image has its own source (NAME=SOURCE), but a separate source was specified too.", $"Omit the source, and write {given.SettingName("image")} NAME=SOURCE for each image.");
            return names.All(name => name.Contains('='))
                ? [.. names.Select(ChoosePair)]
                : throw PlimsollException.Usage("Some images have their own source (NAME=SOURCE), others do not.", $"Write {given.SettingName("image")} NAME=SOURCE for each.");
        }

        if (names.Count == 0 && environment("PLIMSOLL_IMAGE") is { } variable)
            names = [variable];
        if (hasSource || configuration.Images.Count == 0 || (names is [var one] && configuration.Images.All(image => image.Name != one)))
            return names.Count <= 1
                ? null
                : throw PlimsollException.Usage("One source cannot be published as several images.", $"Write {given.SettingName("image")} NAME=SOURCE for each, or list them under images: in plimsoll.yml.");

        if (names.FirstOrDefault(name => configuration.Images.All(image => image.Name != name)) is { } unknown)
            throw UnknownImage(unknown);
        return [.. configuration.Images.Where(image => names.Count == 0 || names.Contains(image.Name)).Select(ChooseConfigured)];
    }

    private PlimsollException UnknownImage(string name) =>
        PlimsollException.Usage($"plimsoll.yml has no image '{name}' under images:.", Spelling.Advice(name, [.. configuration.Images.Select(image => image.Name)]));

    private ChosenImage ChoosePair(string text)
    {
        var parts = text.Split('=', 2);
        return parts is [{ Length: > 0 } name, { Length: > 0 } source]
            ? new ChosenImage(name, ImageLocation.Parse(source, given.Directory), name, NamedImage.RegistryFor(configuration, name, Registry), null, []) { MoreRegistries = NamedImage.RegistryFor(configuration, name, Registry) is null ? [] : MoreRegistries }
            : throw PlimsollException.Usage($"'{text}' does not have the form NAME=SOURCE.", "Write NAME=SOURCE, for example api=files:out/api.");
    }

    private ChosenImage ChooseConfigured(ConfiguredImage image)
    {
        var named = NamedImage.Create(configuration, image, given.Registry ?? environment("PLIMSOLL_REGISTRY"));
        return new ChosenImage(
            image.Name,
            image.Build is { } build ? ImageLocation.ForFiles(build.Context) : ImageLocation.Parse(image.Source!, Path.GetDirectoryName(configuration.File)),
            named.Image,
            named.Registry,
            named.Component?.TagPrefix,
            image.Platforms,
            image.Build)
        {
            Provenance = image.Provenance,
            Sbom = image.Sbom,
            Gates = image.Gates,
            Sign = image.Sign,
            MoreRegistries = [.. named.Copies.Select(copy => copy.Registry!)],
        };
    }

    /// <summary>One of several images, with all that says so resolved.</summary>
    private sealed record ChosenImage(string Name, ImageLocation Source, string Image, string? Registry, string? TagPrefix, IReadOnlyList<Platform> Platforms, BuildRecipe? Build = null)
    {
        public IReadOnlyList<string> MoreRegistries { get; init; } = [];

        public ProvenanceMode? Provenance { get; init; }

        public string? Sbom { get; init; }

        public IReadOnlyList<ImageGate>? Gates { get; init; }
        public SignConfiguration? Sign { get; init; }
    }
}
