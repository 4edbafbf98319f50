using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>Makes the receipt of an image anew, of what the registry still tells: its labels, its tags and what they name.</summary>
/// <param name="host">Registries, clock and CI host.</param>
internal sealed class RegistryRecorder(PlimsollHost host)
{
    /// <summary>Makes the receipt and keeps it as any other.</summary>
    /// <exception cref="PlimsollException">
    /// The receipt cannot be written there (2), the environment has another image (5), there is no such image (6), or the registry refuses or fails (4, 7).
    /// </exception>
    public async Task<EnvironmentReport> RecordAsync(RecordRequest request, EnvironmentOptions options, CancellationToken cancellationToken)
    {
        var directory = request.Directory!;
        ReceiptFile.Prepare(directory, options.ReceiptPath, host.SettingName("receipt"));
        var place = request.Image.Reference is { } reference ? ImageLocation.ForRegistry(reference.WithoutTagOrDigest()) : ImageLocation.ForLayout(request.Image.Path);
        var mode = options.Attach ?? (host.Configuration.AttachReceipts == AttachReceipts.Never ? AttachReceipts.Never : AttachReceipts.Always);
        var repository = ReceiptDestination.Open(host, place, mode == AttachReceipts.Never ? RepositoryAccess.Pull : RepositoryAccess.Push);
        var receipt = await CreateAsync(request, PublishDestination.GetName(place, directory), repository, cancellationToken);
        var report = new EnvironmentReport { Record = Receipt.ForImage(receipt), Directory = directory };
        report = report with { ReceiptPath = await ReceiptFile.WriteAsync(report.Record, directory, options.ReceiptPath) };
        var attached = await new ReceiptAttacher(mode, host.Clock).AttachAsync(repository, receipt);
        if (attached.Failure is not { } failure)
            return report with { Attached = attached.Line is { } line ? [line] : [] };
        var missing = ReceiptErrors.OfAttaching($"The receipt was written to {report.ReceiptName}, but", failure, report.ReceiptName!);
        throw new EnvironmentException(report, missing.Kind, missing.Message, missing.Advice, missing);
    }

    private async Task<ImageReceipt> CreateAsync(RecordRequest request, string destination, IImageRepository repository, CancellationToken cancellationToken)
    {
        var startedAt = host.Clock.GetUtcNow();
        var selector = request.Image.Reference?.Digest?.ToString() ?? request.Image.Reference?.Tag ?? request.Image.Tag
            ?? throw PlimsollException.Usage($"'{request.Image}' has no tag or digest.", "Specify the image to record: NAME:TAG or NAME@sha256:….");
        var image = await repository.GetManifestAsync(selector, cancellationToken);
        var digest = image.Descriptor.Digest;
        var origin = await ImageOrigin.ReadAsync(repository, image, cancellationToken);
        var asked = request.Image.Reference?.Tag ?? request.Image.Tag;
        var released = new ReleasedVersionFinder(repository, request.Rules!, host.Configuration.ToImagePolicy(), request.Directory!);
        var version = await released.FindAsync(digest, asked, cancellationToken) ?? origin.Version;
        var tags = new List<ReceiptTag>();
        foreach (var tag in new[] { asked, version }.OfType<string>().Where(ImageReference.IsValidTag).Distinct(StringComparer.Ordinal))
            if (await NamesAsync(repository, tag, digest, cancellationToken))
                tags.Add(new ReceiptTag(tag, tag == version ? StrategyNames.SemanticVersion : StrategyNames.Raw, TagClassifier.Classify(tag), TagAction.Unchanged, digest, digest));
        if (request.Environment is { } environment)
            foreach (var pointer in EnvironmentTags.Derive(environment, request.Rules!))
            {
                if (!await NamesAsync(repository, pointer.Value, digest, cancellationToken))
                    throw new PlimsollException(
                        ErrorKind.Conflict,
                        $"Environment '{environment}' is not at {digest}: {destination}:{pointer.Value} {((await repository.ResolveAsync(pointer.Value, cancellationToken))?.Digest is { } now ? $"points to {now}" : "does not exist")}.",
                        "If another image was deployed there after this one, its own receipt records it. Record this image without the setting 'environment'.");
                tags.RemoveAll(tag => tag.Tag == pointer.Value);
                tags.Add(request.Before is { } before && before != digest
                    ? new ReceiptTag(pointer.Value, pointer.Strategy, pointer.Mutability, TagAction.Move, before, digest)
                    : new ReceiptTag(pointer.Value, pointer.Strategy, pointer.Mutability, TagAction.Unchanged, digest, digest));
            }

        return new ImageReceipt
        {
            Kind = ReceiptKind.Record,
            ToolVersion = host.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = host.Clock.GetUtcNow(),
            Destination = destination,
            Via = PublishVia.Direct.ToString().ToLowerInvariant(),
            Digest = digest,
            Version = version,
            Environment = request.Environment,
            Commit = origin.CommitOrNone,
            Repository = origin.Source,
            Host = host.Observer.Host?.Host,
            Actor = await host.FindActorAsync(request.Directory!, repository, cancellationToken),
            RunUrl = host.Observer.Host?.RunUrl,
            Tags = tags,
            Blobs = [],
        };
    }

    private static async Task<bool> NamesAsync(IImageRepository repository, string tag, Digest image, CancellationToken cancellationToken) =>
        (await repository.ResolveAsync(tag, cancellationToken))?.Digest == image;
}
