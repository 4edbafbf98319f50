using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Execution;

/// <summary>Plans one image: observes, derives tags, checks policy, finds the image and compares with the registry. It writes nothing there.</summary>
/// <param name="host">Repository, registries, engine and clock.</param>
/// <param name="gate">The rules of environments.</param>
/// <param name="builds">What was built in this run.</param>
/// <param name="isReadOnly">
/// Whether the plan is only looked at: then no right to write is asked for, what becomes of each blob is predicted, and
/// what policy forbids is part of the plan (<see cref="PlannedImage.Findings"/>). Otherwise it is refused at once.
/// </param>
internal sealed class ImagePlanner(PlimsollHost host, IEnvironmentGate gate, SharedBuilds builds, bool isReadOnly)
{
    /// <exception cref="PlimsollException">
    /// Repository, names or source cannot be used (2), policy forbids a tag (3), credentials are not accepted (4), there is
    /// something else to do than was planned (5), the source does not exist (6), or the registry cannot be reached (7).
    /// </exception>
    public async Task<PreparedImage> PlanAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var retriesBefore = host.RetryCounts;
        var destination = PublishDestination.Resolve(request);
        RefuseContradictions(request);
        var sbom = request.Sbom is { File: { } file } ? await SbomDocument.ReadAsync(file, Path.GetRelativePath(request.RepositoryPath, file), cancellationToken) : null;
        if (request.Build is null)
            RefuseSourceAroundDestination(request.Source, destination);
        var signer = request.Sign is { } sign ? await new SignerOpener(host, request.RepositoryPath).OpenAsync(sign, isReadOnly, cancellationToken) : null;
        try
        {
            if (signer is not null)
                sbom?.CheckSignable();
            return await PlanAsync(request, destination, sbom, signer, retriesBefore, cancellationToken);
        }
        catch
        {
            signer?.Dispose();
            throw;
        }
    }

    private async Task<PreparedImage> PlanAsync(PublishRequest request, ImageLocation destination, SbomDocument? sbom, IImageSigner? signer, RetryCounts retriesBefore, CancellationToken cancellationToken)
    {
        var context = host.Observe(request.RepositoryPath, request.Environment is { } environment ? host.Configuration.ResolveEnvironment(environment) : null, request.Date, request.Branch);
        var known = await host.WithRemoteTagsAsync(
            KnownTagsReader.ReadLocal(context.Repository, request.Rules, request.RepositoryPath, PublishDestination.GetName(destination, request.RepositoryPath)), context, cancellationToken);

        if (request.Plan is { } planned)
            PlanDrift.CheckCommit(planned, context.Repository.Head.Id);
        foreach (var part in request.Parts)
            part.Check(context.Repository.Head.Id, request.Rules.AllowDirty, host.SettingName);

        // What policy forbids whatever the registry holds is refused before the registry is asked anything.
        if (!isReadOnly && !request.ByDigest)
            ProductionPolicy.Check(TagEngine.Derive(context, request.Rules, known), context, request.Rules, request.Policy);

        var repository = Open(destination);
        var knownThere = await KnownTagsReader.AddRemoteAsync(known, context, request.Rules, repository, isDestination: true, cancellationToken);
        var tags = TagEngine.Derive(context, request.Rules, knownThere);
        if (request.ByDigest)
            tags = tags with { Tags = [] };
        var refusals = ProductionPolicy.Judge(tags, context, request.Rules, request.Policy);
        if (!isReadOnly)
            ProductionPolicy.Throw(refusals);
        if (tags.Tags.Count == 0 && !request.ByDigest)
            throw PlimsollException.Usage($"There are no tags to publish: {string.Join("; ", tags.Skipped.Select(skipped => $"{skipped.Strategy}: {skipped.Reason}"))}.");

        // What can never enter is not built.
        if (!isReadOnly || request.Build is not null)
            ProductionPolicy.Throw(await gate.JudgeBeforeAsync(request, context, tags, repository, cancellationToken));

        var resolver = new ImageSourceResolver(host, request, context, destination, repository) { Tags = tags, KnownTags = known, Builds = builds, IsReadOnly = isReadOnly };
        var image = await resolver.ResolveAsync(cancellationToken);
        try
        {
            var (built, keep) = (image.Target, new SameCommitRule(context.Repository.Head.Id, tags.Version, request.Keep));
            var (target, changes, kept) = await new SameCommitPlanner(host, request, keep).PlanAsync(built, tags, cancellationToken);
            image = image with { Target = target };
            refusals = [.. refusals, .. await gate.JudgeAsync(request, context, tags, image.Target, cancellationToken)];
            if (!isReadOnly)
                ProductionPolicy.Throw(refusals);
            var holds = await PublishHoldFinder.FindAsync(changes, tags, context.Environment, repository, request.RepositoryPath, cancellationToken);
            if (!request.ReleaseHold && !isReadOnly)
                HoldChecker.Refuse(holds, host.SettingName);

            var prepared = new PreparedImage(request, context, tags, image, changes) { Sbom = sbom, Signer = signer, Built = built, Keep = keep, Kept = kept, Lines = new ReleaseLineOwners(context, request.Rules, knownThere, tags), Holds = holds, RetriesBefore = retriesBefore };
            var unproven = await ImageAttacher.JudgeAsync(prepared, host.SettingName("provenance"), cancellationToken);
            if (!isReadOnly)
                ProductionPolicy.Throw(unproven);
            refusals = [.. refusals, .. unproven, .. request.ReleaseHold ? [] : HoldChecker.Refusals(holds, host.SettingName)];
            var plan = await DescribeAsync(request, context, tags, image, changes, kept, signer, refusals, cancellationToken);
            if (request.Plan is not null)
                PlanDrift.Check(request.Plan, plan);
            prepared = prepared with { Plan = plan };
            return isReadOnly && await new ImageAttacher(host, prepared, host.Clock.GetUtcNow()).PlanAsync(cancellationToken) is { Count: > 0 } attachments ? prepared with { Plan = plan with { Attachments = attachments } } : prepared;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private async Task<PlannedImage> DescribeAsync(
        PublishRequest request, BuildContext context, TagPlan tags, ResolvedImage image, TagChangePlan changes, KeptImage? kept, IImageSigner? signer, IReadOnlyList<TagRefusal> refusals, CancellationToken cancellationToken) => new PlannedImage
        {
            Name = request.Name ?? request.Image,
            ToolVersion = host.ToolVersion,
            CreatedAt = host.Clock.GetUtcNow(),
            Date = context.Now,
            Destination = changes.Destination,
            Via = image.Target.Name,
            Image = changes.Image,
            Source = image.Source,
            Version = tags.Version,
            Environment = context.Environment,
            Commit = context.Repository.Head.Id,
            Dirty = context.Repository.IsDirty,
            PolicyHash = PolicyHash.Compute(request.Policy, request.Rules.IsProduction),
            Tags = [.. changes.Changes.Select(change => new PlannedTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After, change.Reason))],
            ByDigest = !request.ByDigest ? null : await image.Target.Repository.FindAsync(changes.Image.ToString(), cancellationToken) is null ? TagAction.Create : TagAction.Unchanged,
            Kept = kept,
            Gates = request.Gates.Count > 0 ? [.. request.Gates.Select(required => required.Run)] : null,
            Blobs = isReadOnly ? await PredictBlobsAsync(image.Target, changes, cancellationToken) : [],
            Findings = [.. refusals.Select(refusal => new PlannedFinding(refusal.Rule, refusal.Tag, refusal.Message, refusal.Advice))],
            Request = PlannedRequest.FromRequest(request, signer?.Identity),
        }.Hashed();

    /// <summary>Where every tag stays with another image, nothing of this one is sent; what the engine sends, it does not say before.</summary>
    private async Task<IReadOnlyList<PlannedBlob>> PredictBlobsAsync(IPublishTarget target, TagChangePlan changes, CancellationToken cancellationToken)
    {
        if (target is not DirectTarget direct || (!changes.ByDigest && !changes.Changes.Any(change => change.IsWrite || change.Action == TagAction.Unchanged)))
            return [];

        var registry = (direct.Repository as INamedRepository)?.Name.Registry;
        var planner = new BlobPlanner(direct.Repository, name => host.OpenRegistry(ImageReference.Parse($"{registry}/{name}"), RepositoryAccess.Pull));
        return await planner.PlanAsync(direct.Source, direct.Manifest, direct.Transfer, cancellationToken);
    }

    private IImageRepository Open(ImageLocation destination) => destination.Transport switch
    {
        ImageTransport.Registry => host.OpenRegistry(destination.Reference!, isReadOnly ? RepositoryAccess.Pull : RepositoryAccess.Push),
        ImageTransport.OciLayout when destination.Tag is null => OciLayout.OpenOrCreate(destination.Path),
        _ => throw PlimsollException.Usage($"'{destination}' is not a valid destination.", "Specify a repository such as ghcr.io/acme/app, or a layout without a tag such as oci:out/app."),
    };

    /// <summary>An image that holds the images published before would have another digest each time.</summary>
    private static void RefuseSourceAroundDestination(ImageLocation? source, ImageLocation destination)
    {
        if (source?.Transport != ImageTransport.Files || destination.Transport != ImageTransport.OciLayout)
            return;

        var relative = Path.GetRelativePath(Path.GetFullPath(source.Path), Path.GetFullPath(destination.Path));
        if (!relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative))
            throw PlimsollException.Usage($"The image would be written into the directory that it is assembled from: {destination.Path} is in {source.Path}.", "Put the image's files into a separate directory, such as out/.");
    }

    /// <summary>The engine pushes by tag, and one platform; what is reused is an image as a whole, and has its tags.</summary>
    private void RefuseContradictions(PublishRequest request)
    {
        var isMadeAnew = request.ByDigest || request.Parts.Count > 0 || request.Platforms.Count > 0;
        if (request.Reuse && isMadeAnew)
            throw PlimsollException.Usage("An image that was already published from this commit is reused unchanged; it cannot be joined from platforms again.", $"Omit either {host.SettingName("reuse")}, or {host.SettingName("by-digest")} and all but one {host.SettingName("platform")}.");
        if (request.Via == PublishVia.Engine && isMadeAnew)
            throw PlimsollException.Usage("The Docker Engine can publish one platform under tags, but not an index or an image by digest.", $"Publish directly: omit {host.SettingName("via")}.");
        if (request is { Sbom.File: null, Sbom: not null } && (request.Build is { Kind: BuildKind.Dockerfile, Sbom: not true } || (request.Build is null && request.Parts.Count == 0 && !request.Reuse && request.Source is not { Transport: ImageTransport.Files })))
            throw PlimsollException.Usage(
                $"An SBOM can be made only of files and .NET projects, but not of {(request.Build is null ? request.Source?.NameFrom(request.RepositoryPath) : Path.GetRelativePath(request.RepositoryPath, request.Build.Path))}.",
                request.Build is null ? $"Give one as a file ({host.SettingName("sbom")}), or none." : $"Let BuildKit make it (build: {{ sbom: true }} in plimsoll.yml), or give one as a file ({host.SettingName("sbom")}).");
        if (request is { Sbom.File: null, Sbom: not null, Via: PublishVia.Engine })
            throw PlimsollException.Usage("An SBOM cannot be made of an image that the Docker Engine publishes.", $"Publish directly: omit {host.SettingName("via")}.");
        if (request.Reuse && request.Via != PublishVia.Direct)
            throw PlimsollException.Usage("An image that is already in the registry cannot be published through the Docker Engine.", $"Omit either {host.SettingName("reuse")} or {host.SettingName("via")}.");
    }
}
