using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>Plans rollbacks: moving tags go back to an image that was there before. Nothing is built or sent, and no immutable tag changes.</summary>
/// <param name="host">Registries, clock and CI host.</param>
internal sealed class RollbackPlanner(PlimsollHost host)
{
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>Finds what the environment has and what it goes back to, and plans. It writes nothing.</summary>
    /// <exception cref="PlimsollException">
    /// The receipt is of another environment or image (2); the image was withdrawn itself or lacks the evidence that is required, or the environment never had it
    /// and its rules forbid it (3); credentials are not accepted
    /// (4); the environment has nothing, nothing came before, or the image is gone (6); or the registry cannot be reached (7).
    /// </exception>
    public async Task<EnvironmentImagePlan> PlanAsync(RollbackRequest request, RepositoryAccess access, CancellationToken cancellationToken)
    {
        if (new EnvironmentGate(host).JudgeRun(request.Environment, request.Directory!) is { } refusal)
            throw refusal.ToException();

        var retriesBefore = host.RetryCounts;
        var destination = PublishDestination.GetName(request.Destination, request.Directory!);
        var repository = ReceiptDestination.Open(host, request.Destination, access);
        var pointers = EnvironmentTags.Derive(request.Environment, request.Rules!);
        var current = (await repository.ResolveAsync(pointers[0].Value, cancellationToken))?.Digest
            ?? throw PlimsollException.NotFound($"{destination} has no tag '{pointers[0].Value}': nothing was deployed from there to environment '{request.Environment}'.");

        // What is withdrawn decides which tags go back: with a wrong answer they would stay. An image that is gone is reason to go back.
        if (await repository.ResolveAsync(current.ToString(), cancellationToken) is null && (await repository.ResolveAsync(pointers[0].Value, cancellationToken))?.Digest != current)
            throw new PlimsollException(ErrorKind.Transport, $"{destination} says that '{pointers[0].Value}' points to {current}, which it does not have, and then that it does not point there.", "Roll back again. If it happens again, compare with 'plimsoll digest' what the registry says.");

        var history = new EnvironmentHistory(destination, request.Environment, repository, request.Directory!, host.Configuration.EvidenceOf(request.Environment).Count > 0, host.Warnings);
        var lacking = await LackingAsync(request, destination, repository, history, current, cancellationToken);
        var (target, holds) = await TargetAsync(request, destination, repository, history, pointers, current, lacking, cancellationToken);
        var image = await ReadAsync(repository, destination, target, cancellationToken);

        var origin = await ImageOrigin.ReadAsync(repository, image, cancellationToken);
        ProductionPolicy.Throw(target == current
            ? await JudgeEvidenceAsync(request, destination, repository, image, cancellationToken)
            : await JudgeAsync(request, destination, repository, history, image, origin, cancellationToken));
        var versions = new ReleasedVersionFinder(repository, request.Rules!, request.Policy!, request.Directory!);
        var version = await history.FindVersionAsync(target, cancellationToken) ?? request.Target.Receipt?.Version ?? await versions.FindAsync(target, asked: null, cancellationToken) ?? origin.Version;

        var floating = request.Floating && target != current
            ? await new FloatingTagFinder(repository, request.Rules!, request.Policy!, host.Warnings).FindAsync(current, target, version, cancellationToken)
            : FloatingTags.None;
        Tag[] tags = [.. pointers, .. floating.Back.Where(tag => pointers.All(pointer => pointer.Value != tag.Value))];
        var transfer = new CopyOptions { Referrers = false };
        var writer = new DirectTarget(repository, image, repository, destination, transfer);
        var plan = await PublishPlanner.PlanAsync(writer, new TagPlan { Tags = tags, Skipped = [], Labels = NoLabels, Annotations = NoLabels }, SameCommitRule.None, cancellationToken);
        return new EnvironmentImagePlan(writer, plan, repository, image, origin)
        {
            Kind = ReceiptKind.Rollback,
            Environment = request.Environment,
            Directory = request.Directory!,
            Kept = floating.Left,
            Lines = floating.Lines,
            Hold = target == current ? lacking : await HoldOfAsync(request, plan, repository, history, versions, current, cancellationToken),
            Version = version,
            Policy = PolicyRecord.Create(request.Policy!, request.Rules!.IsProduction),
            Released = holds,
            RetriesBefore = retriesBefore,
        };
    }

    /// <summary>
    /// What stays with the image must be there as for a promotion. That the environment may have it, it showed when it came;
    /// the environments before have gone on since, and asking again would forbid every rollback. What never came is asked.
    /// </summary>
    private async Task<IReadOnlyList<TagRefusal>> JudgeAsync(
        RollbackRequest request, string destination, IImageRepository repository, EnvironmentHistory history, ManifestContent image, ImageOrigin origin, CancellationToken cancellationToken)
    {
        var (target, environment) = (image.Descriptor.Digest, request.Environment);
        var name = $"{destination}@{target}";
        if (request.Target is { Image: null, Receipt: null } || (request.Target.Receipt is { } receipt && receipt.Environment == environment && EnvironmentHistory.Tells(receipt, target)) || await history.HadAsync(target, cancellationToken))
            return await JudgeEvidenceAsync(request, destination, repository, image, cancellationToken);

        return await new EnvironmentGate(host).JudgeAsync(
            new DeploymentCandidate
            {
                Environment = environment,
                Name = name,
                Digest = target,
                Image = image,
                Repository = repository,
                Commit = origin.Commit,
                Rules = request.Rules!,
                Directory = request.Directory!,
                RequiredAdvice = $"Neither .plimsoll/receipts nor the receipts attached in {destination} record that '{environment}' ever had it, so the rules for promotions apply. Specify an image that it had; 'plimsoll receipt list' lists them.",
            },
            cancellationToken);
    }

    private Task<IReadOnlyList<TagRefusal>> JudgeEvidenceAsync(RollbackRequest request, string destination, IImageRepository repository, ManifestContent image, CancellationToken cancellationToken) =>
        new EnvironmentGate(host).JudgeEvidenceAsync(request.Environment, $"{destination}@{image.Descriptor.Digest}", image, [repository], cancellationToken);

    /// <summary>The hold that the last rollback was to leave. Where the image that it is said to have gone back to may not be in the environment, there is nothing to complete.</summary>
    private async Task<Hold?> LackingAsync(RollbackRequest request, string destination, IImageRepository repository, EnvironmentHistory history, Digest current, CancellationToken cancellationToken)
    {
        if (await history.FindLackingHoldAsync(current, cancellationToken) is not { } lacking)
            return null;

        var image = await ReadAsync(repository, destination, current, cancellationToken);
        return (await JudgeEvidenceAsync(request, destination, repository, image, cancellationToken)).Count == 0 ? lacking : null;
    }

    private async Task<(Digest Target, IReadOnlyList<FoundHold> Released)> TargetAsync(
        RollbackRequest request, string destination, IImageRepository repository, EnvironmentHistory history, IReadOnlyList<Tag> pointers, Digest current, Hold? lacking, CancellationToken cancellationToken)
    {
        // Who runs a rollback again that failed wants it completed, not another one.
        if (request.Target is { Image: null, Receipt: null } && lacking is not null)
        {
            host.Warnings?.Report($"the last rollback of '{request.Environment}' left no hold on {lacking.Digest}: it is completed, and '{request.Environment}' goes back no further");
            return (current, []);
        }

        if (request.Target is { Image: null, Receipt: null })
            return (await PreviousAsync(request, destination, repository, history, pointers, current, cancellationToken), []);

        var target = request.Target.Image ?? ImageOf(request.Target.Receipt!, request.Environment, destination);
        var holds = await HoldsAsync(request, destination, repository, pointers, target, cancellationToken);
        if (!request.ReleaseHold)
            HoldChecker.Refuse(holds, host.SettingName);
        return (target, holds);
    }

    /// <summary>What was withdrawn itself is passed over: going back twice goes back further.</summary>
    private async Task<Digest> PreviousAsync(
        RollbackRequest request, string destination, IImageRepository repository, EnvironmentHistory history, IReadOnlyList<Tag> pointers, Digest current, CancellationToken cancellationToken)
    {
        await foreach (var image in history.BeforeAsync(current, cancellationToken))
            if ((await HoldsAsync(request, destination, repository, pointers, image, cancellationToken)).Count == 0)
                return image;
            else
                host.Details?.Report($"{image} was withdrawn from '{request.Environment}' and is skipped");

        throw PlimsollException.NotFound(
            $"Cannot determine which image '{request.Environment}' had before {current}: neither .plimsoll/receipts nor the receipts attached in {destination} record another image that was not withdrawn.",
            "A receipt is attached when the environment's tag moves, unless 'receipts: { attach: never }' is set in plimsoll.yml. Specify the image with the setting 'to=sha256:…' or a receipt with the setting 'to=FILE'; 'plimsoll receipt list' lists the receipts.");
    }

    private static Digest ImageOf(ImageReceipt receipt, string environment, string destination)
    {
        if (receipt.Environment is { } other && other != environment)
            throw PlimsollException.Usage($"The receipt is for environment '{other}', not '{environment}'.", $"Specify a receipt for '{environment}', or only the image: the setting 'to={receipt.Digest?.ToString() ?? "sha256:…"}'.");
        if (receipt.Destination != destination)
            throw PlimsollException.Usage($"The receipt is for {receipt.Destination}, not {destination}.", "Omit the setting 'image' to roll back the image of the receipt, or specify only the digest: the setting 'to=sha256:…'.");
        return EnvironmentHistory.ImageOf(receipt) ?? throw PlimsollException.Usage("The receipt does not record an image to roll back to.");
    }

    private static Task<IReadOnlyList<FoundHold>> HoldsAsync(RollbackRequest request, string destination, IImageRepository repository, IReadOnlyList<Tag> pointers, Digest image, CancellationToken cancellationToken) =>
        HoldChecker.FindAsync(
            new HoldQuery { Asked = $"{destination}@{image}", Destination = destination, Environment = request.Environment, Images = [image], Tags = [.. pointers.Select(tag => tag.Value)] },
            [repository],
            request.Directory!,
            cancellationToken);

    private static async Task<ManifestContent> ReadAsync(IImageRepository repository, string destination, Digest image, CancellationToken cancellationToken)
    {
        try
        {
            return await repository.GetManifestAsync(image.ToString(), cancellationToken);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            throw new PlimsollException(ErrorKind.NotFound, $"{destination} does not have image {image} to roll back to.", "Specify another image with the setting 'to=sha256:…', or copy that image there again by digest with 'plimsoll copy'.", exception);
        }
    }

    private async Task<Hold> HoldOfAsync(RollbackRequest request, TagChangePlan plan, IImageRepository repository, EnvironmentHistory history, ReleasedVersionFinder versions, Digest withdrawn, CancellationToken cancellationToken)
    {
        return new Hold(
            Id: "",
            plan.Destination,
            request.Environment,
            withdrawn,
            await history.FindVersionAsync(withdrawn, cancellationToken) ?? await versions.FindAsync(withdrawn, asked: null, cancellationToken) ?? await VersionOfAsync(repository, withdrawn, cancellationToken),
            [.. plan.Changes.Where(change => change.IsWrite).Select(change => change.Tag.Value)],
            host.Clock.GetUtcNow(),
            await host.FindActorAsync(request.Directory!, repository, cancellationToken),
            request.Reason,
            host.Observer.Host?.RunUrl).Named();
    }

    /// <summary>An image that cannot even be read is all the more reason to go back.</summary>
    private static async Task<string?> VersionOfAsync(IImageRepository repository, Digest image, CancellationToken cancellationToken)
    {
        try
        {
            return (await ImageOrigin.ReadAsync(repository, await repository.GetManifestAsync(image.ToString(), cancellationToken), cancellationToken)).Version;
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.Usage or ErrorKind.NotFound)
        {
            return null;
        }
    }
}
