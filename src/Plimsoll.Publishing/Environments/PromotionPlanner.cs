using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Policy;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Environments;

/// <summary>Plans promotions: an image that was built and tried already comes to another environment, byte for byte.</summary>
/// <param name="host">Registries and clock.</param>
internal sealed class PromotionPlanner(PlimsollHost host)
{
    /// <summary>Resolves the image once, asks policy, and plans. It writes nothing.</summary>
    /// <exception cref="PlimsollException">
    /// The names cannot be used (2); policy, an environment before this one or a hold forbids it (3); credentials are not
    /// accepted (4); the tag does not name the digest given, or a tag that never moves has another image at the destination
    /// (5); there is no such image (6); or a registry cannot be reached (7).
    /// </exception>
    public async Task<EnvironmentImagePlan> PlanAsync(PromotionRequest request, RepositoryAccess access, CancellationToken cancellationToken)
    {
        var retriesBefore = host.RetryCounts;
        var destination = request.Destination ?? WithoutTag(request.Source);
        var isElsewhere = !IsSamePlace(request.Source, destination);
        EnvironmentGate.RefuseMovingReference(request.Environment, request.Rules!, request.Policy!, request.Source);

        var repository = Open(destination, access, isElsewhere);
        var source = isElsewhere ? Open(request.Source, RepositoryAccess.Pull, isNew: false) : repository;
        var image = await ResolveAsync(request.Source, source, cancellationToken);
        var from = $"{PublishDestination.GetName(WithoutTag(request.Source), request.Directory!)}@{image.Descriptor.Digest}";
        var origin = await ImageOrigin.ReadAsync(source, image, cancellationToken);
        var candidate = new DeploymentCandidate
        {
            Environment = request.Environment,
            Name = from,
            Digest = image.Descriptor.Digest,
            Image = image,
            Repository = source,
            Other = isElsewhere ? repository : null,
            Commit = origin.Commit,
            Rules = request.Rules!,
            Requires = request.Requires,
            Directory = request.Directory!,
        };
        ProductionPolicy.Throw(await new EnvironmentGate(host).JudgeAsync(candidate, cancellationToken));
        var version = await new ReleasedVersionFinder(source, request.Rules!, request.Policy!, request.Directory!).FindAsync(image.Descriptor.Digest, request.Source.Reference?.Tag ?? request.Source.Tag, cancellationToken) ?? origin.Version;
        var route = new DirectTarget(source, image, repository, PublishDestination.GetName(destination, request.Directory!), Transfer);
        var tags = TagsOf(request);
        var holds = await HoldChecker.FindAsync(await QuestionAsync(request, route, tags, version, cancellationToken), isElsewhere ? [repository, source] : [repository], request.Directory!, cancellationToken);
        if (!request.ReleaseHold)
            HoldChecker.Refuse(holds, host.SettingName);

        var plan = await PublishPlanner.PlanAsync(route, new TagPlan { Tags = tags, Skipped = [], Labels = NoLabels, Annotations = NoLabels }, SameCommitRule.None, cancellationToken);
        RefuseConflict(plan);
        return new EnvironmentImagePlan(route, plan, source, image, origin)
        {
            Kind = ReceiptKind.Promote,
            Environment = request.Environment,
            Directory = request.Directory!,
            From = from,
            Version = version,
            IsElsewhere = isElsewhere,
            Policy = PolicyRecord.Create(request.Policy!, request.Rules!.IsProduction),
            Released = holds,
            RetriesBefore = retriesBefore,
        };
    }

    private static readonly Dictionary<string, string> NoLabels = [];

    private static readonly CopyOptions Transfer = new();

    private static async Task<ManifestContent> ResolveAsync(ImageLocation location, IImageRepository source, CancellationToken cancellationToken)
    {
        if (location.Reference is { } reference && reference is { Tag: null, Digest: null })
            throw PlimsollException.Usage($"'{location}' has no tag or digest.", $"Write {reference.FamiliarName}:TAG or {reference.FamiliarName}@sha256:….");

        if (location is { Transport: ImageTransport.OciLayout, Tag: null })
            return await ((OciLayout)source).GetOnlyManifestAsync(cancellationToken);

        var image = await GetManifestAsync(location, source, cancellationToken);
        if (location.Reference is { Tag: { } tag, Digest: { } digest }
            && (await source.ResolveAsync(tag, cancellationToken))?.Digest is var named && named != digest)
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{location.Reference.FamiliarName}:{tag} does not point to the digest to promote.\n  requested: {digest}\n  found:     {named?.ToString() ?? "nothing"}",
                "The tag has moved. Check which image it points to now, or omit the tag to promote the digest anyway.");
        return image;
    }

    /// <summary>Git's tag of a release has a <c>v</c> that the image's has not, and whoever promotes it has git's at hand.</summary>
    private static async Task<ManifestContent> GetManifestAsync(ImageLocation location, IImageRepository source, CancellationToken cancellationToken)
    {
        var asked = location.Reference?.TagOrDigest ?? location.Tag!;
        try
        {
            return await source.GetManifestAsync(asked, cancellationToken);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound && ReleaseTag.TryParse(asked, out var release) && release.Text != asked)
        {
            if (await source.ResolveAsync(release.Text, cancellationToken) is null)
                throw;
            throw new PlimsollException(ErrorKind.NotFound, exception.Message, $"The image of that release is tagged {release.Text}: omit the 'v'.", exception);
        }
    }

    /// <summary>The tag that was asked for, where it never moves and is no environment's, and the environment's own.</summary>
    private IReadOnlyList<Tag> TagsOf(PromotionRequest request)
    {
        var asked = request.Source.Reference?.Tag ?? request.Source.Tag;
        var pointers = EnvironmentTags.Derive(request.Environment, request.Rules!);
        if (asked is null || request.Policy!.Classify(new ImageSelector(asked, null)) == Mutability.Moving || pointers.Any(pointer => pointer.Value == asked))
            return pointers;

        // A policy may say of an environment's tag that it never moves; the image would enter that environment unasked.
        if (new EnvironmentGate(host).IsEnvironmentTag(asked))
            return pointers;

        var strategy = SemanticVersion.TryParse(asked, out _) ? StrategyNames.SemanticVersion : StrategyNames.Raw;
        return [new Tag(asked, strategy, Mutability.Immutable, "the promoted tag"), .. pointers];
    }

    /// <summary>What the version's own tag names stands for the image too, since a build made anew has another digest.</summary>
    private static async Task<HoldQuery> QuestionAsync(PromotionRequest request, DirectTarget route, IReadOnlyList<Tag> tags, string? version, CancellationToken cancellationToken)
    {
        var named = version is not null && ImageReference.IsValidTag(version) ? await route.Repository.ResolveAsync(version, cancellationToken) : null;
        return new HoldQuery
        {
            Asked = $"{request.Source}{(request.Source.Reference?.Digest is null ? $" ({route.Image})" : "")}",
            Destination = route.Destination,
            Environment = request.Environment,
            Images = named is null || named.Digest == route.Image ? [route.Image] : [route.Image, named.Digest],
            Version = version,
            Tags = [.. tags.Where(tag => tag.Mutability == Mutability.Moving).Select(tag => tag.Value)],
        };
    }

    private static void RefuseConflict(TagChangePlan plan)
    {
        if (plan.Changes.FirstOrDefault(change => change.Action == TagAction.Refuse) is { } refused)
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{plan.Destination}:{refused.Tag.Value} is immutable and already points to another image.\n  existing:   {refused.Before}\n  to promote: {refused.After}",
                "Two images were published as the same version. Find out which one is correct; promote by digest to leave that tag unchanged.");
    }

    private IImageRepository Open(ImageLocation location, RepositoryAccess access, bool isNew) => location.Transport switch
    {
        ImageTransport.Registry => host.OpenRegistry(location.Reference!, access),
        ImageTransport.OciLayout => isNew ? OciLayout.OpenOrCreate(location.Path) : OciLayout.Open(location.Path),
        _ => throw PlimsollException.Usage($"'{location}' cannot be promoted: it is not in a registry or an OCI layout.", "Publish it first, then promote the published image."),
    };

    private static ImageLocation WithoutTag(ImageLocation location) => location.Transport switch
    {
        ImageTransport.Registry => ImageLocation.ForRegistry(location.Reference!.WithoutTagOrDigest()),
        ImageTransport.OciLayout => ImageLocation.ForLayout(location.Path),
        _ => location,
    };

    private static bool IsSamePlace(ImageLocation source, ImageLocation destination) =>
        source.Transport == destination.Transport
        && (source.Reference is { } from ? from.WithoutTagOrDigest() == destination.Reference?.WithoutTagOrDigest() : Path.GetFullPath(source.Path) == Path.GetFullPath(destination.Path));
}
