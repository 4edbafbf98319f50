using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>Copies one image of a plan to its tags, with what refers to it.</summary>
/// <param name="host">Environments, and who takes progress.</param>
/// <param name="policy">Which tags move although they do not look it, and the other way round.</param>
/// <param name="options">How is copied.</param>
internal sealed class MirrorExecutor(PlimsollHost host, ImagePolicy policy, CopyOptions options)
{
    /// <summary>The tags of cosign are in the list of tags, and copied as such.</summary>
    private readonly CopyOptions _options = options with { CosignTags = false };

    /// <summary>Does what is planned for the tags of one image.</summary>
    /// <param name="plan">The plan of the repository.</param>
    /// <param name="tags">The tags, whose image is the same.</param>
    /// <param name="cancellationToken">Stops; what is there stays.</param>
    /// <returns>What was done with each tag, in their order; a failure is part of it.</returns>
    public async Task<IReadOnlyList<SyncedTag>> ExecuteAsync(MirrorPlan plan, IReadOnlyList<SyncedTag> tags, CancellationToken cancellationToken)
    {
        try
        {
            var written = tags.Where(tag => tag.Action != SyncAction.Unchanged).Select(tag => tag.Tag).ToList();
            var report = written.Count == 0
                ? await CopyNewReferrersAsync(plan.Repository!, tags[0].After!, cancellationToken)
                : await CopyAsync(plan, tags[0].After!, written, cancellationToken);
            var referrers = report.Referrers.Count(referrer => referrer.Outcome == BlobOutcome.Sent);
            if (written.Count > 0 || referrers > 0)
                host.Diagnostics?.Report(new Diagnostic(DiagnosticLevel.Information, $"{plan.Report.To}:{string.Join(", :", tags.Select(tag => tag.Tag))} {(written.Count > 0 ? "copied" : "unchanged")}: {report.BytesSent:N0} bytes{(referrers > 0 ? $" and {Quantity.Format(referrers, "referrer")}" : "")} sent"));
            return [.. tags.Select((tag, number) => number > 0 ? tag : tag with { Bytes = written.Count > 0 ? report.BytesSent : null, Referrers = referrers })];
        }
        catch (PlimsollException exception)
        {
            return [.. tags.Select(tag => tag with { Failure = exception })];
        }
    }

    private async Task<CopyReport> CopyAsync(MirrorPlan plan, Digest digest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        var (names, source, destination) = plan.Repository!;
        var root = plan.Manifests.TryGetValue(digest, out var known) ? known : await source.GetManifestAsync(digest.ToString(), cancellationToken);
        using var image = new OpenedImage(source, root);
        var gate = new EnvironmentGate(host);
        await gate.CheckTagsAsync(names.From, image, names.To, destination, tags, _options.Referrers, cancellationToken);
        var report = await ImageCopier.CopyAsync(source, root, destination, _options with { WritesRoot = false }, host.Progress, cancellationToken);

        // What cosign keeps under tags may not be there yet: what is not there is no evidence.
        await gate.CheckTagsAsync(names.From, image, names.To, destination, tags, bringsReferrers: false, cancellationToken);
        await TagLists.PutAsync(destination, root, tags, MayWriteAsync, cancellationToken);
        return report;

        // Copying can take long, and somebody may have been faster.
        async ValueTask<bool> MayWriteAsync(string tag, CancellationToken token)
        {
            var there = await destination.FindAsync(tag, token);
            if (there is not null && there.Digest != digest && policy.Classify(tag, TagClassifier.Classify(tag)) != Mutability.Moving)
                throw MirrorPlanner.Conflict(plan.Report.To, tag, there.Digest, digest);
            return there?.Digest != digest;
        }
    }

    /// <summary>An image may be signed after it was mirrored. Its manifests are read from the mirror, because registries count how often somebody reads from them.</summary>
    private async Task<CopyReport> CopyNewReferrersAsync(MirroredRepository repository, Digest digest, CancellationToken cancellationToken)
    {
        if (!_options.Referrers)
            return new CopyReport([]);

        var root = await repository.Destination.GetManifestAsync(digest.ToString(), cancellationToken);
        var manifests = await ImageCopier.CollectAsync(repository.Destination, root, cancellationToken);
        return new CopyReport([]) { Referrers = await ReferrerCopier.CopyAsync(repository.Source, manifests, unwritten: null, repository.Destination, _options, host.Progress, cancellationToken) };
    }
}
