using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Build.Components;

/// <summary>
/// Gives a build the target <c>Publish</c>: tags from the git repository, policy checked, image published, receipt
/// written. A build says what is published and how it is called:
/// </summary>
/// <example>
/// <code>
/// class Build : PlimsollBuild, IPublishImages
/// {
///     string IPublishImages.ImageName =&gt; "app";
///     ImageLocation IPublishImages.ImageSource =&gt; ImageLocation.ForFiles(RootDirectory / "out");
///
///     Target Pack =&gt; _ =&gt; _.DependentFor&lt;IPublishImages&gt;(x =&gt; x.Publish).Executes(…);
/// }
/// </code>
/// </example>
public interface IPublishImages : IShipImages, IBuildImages
{
    /// <summary>The names of the strategies to derive tags by; all of <see cref="TagStrategies"/> where none is given.</summary>
    [Parameter("Tags to derive: semver, latest, sha, date, environment, branch, …")]
    string[]? Tags => TryGetValue(() => Tags);

    /// <summary>Which way the image is published.</summary>
    [Parameter("Publish direct to the registry, or through the Docker engine; auto takes the engine for its own images without credentials for the registry")]
    PublishVia Via => TryGetValue(() => Via);

    /// <summary>Whether a working tree with changes is taken for its commit.</summary>
    [Parameter("Take a working tree with changes for its commit")]
    bool AllowDirty => TryGetValue(() => AllowDirty);

    /// <summary>The image's name without registry and tag; the default is that of <c>plimsoll.yml</c>.</summary>
    new string ImageName => ShippedImage.ConfiguredName(this);

    string IShipImages.ImageName => ImageName;

    /// <summary>What is published where <see cref="IBuildImages.ImageBuild"/> builds nothing; the default is <c>source:</c> of <c>plimsoll.yml</c>.</summary>
    ImageLocation ImageSource => BuildPlimsoll.ConfigurationOf(this).Source is { } source
        ? ImageLocation.Parse(source, RootDirectory)
        : throw PlimsollException.Usage("There is nothing to publish.", "Set 'source:' or 'build:' in plimsoll.yml, or override IPublishImages.ImageSource or IBuildImages.ImageBuild in the build.");

    /// <summary>The rules that tags are derived by; the default is <c>tags:</c> of <c>plimsoll.yml</c>.</summary>
    IReadOnlyList<TagStrategy> TagStrategies => BuildPlimsoll.ConfigurationOf(this).Tags.Strategies;

    /// <summary>The command of an image that is assembled from files. The default is none.</summary>
    IReadOnlyList<string> ImageEntrypoint => [];

    /// <summary>
    /// The version of the release tag at HEAD, for what is compiled into the image; <c>null</c> where there is none or no
    /// repository. It depends on the commit alone, so that a commit keeps its digest.
    /// </summary>
    string? ReleaseVersion => ImagePublication.ReleaseAtHead(this)?.ToFullString();

    /// <summary>Publishes the image under its tags.</summary>
    Target Publish => _ => _
        .Description("Publishes the image under the tags of this commit")
        .TryDependsOn<ICheckTagPolicy>(x => x.CheckTagPolicy)
        .TryAfter<ICutRelease>(x => x.CutRelease)
        .Executes(async cancellationToken =>
        {
            var request = ImagePublication.RequestOf(this);
            await using var services = BuildPlimsoll.Create(this, PublishDestination.Resolve(request).Reference?.Registry);
            var pipeline = new PublishPipeline(services);
            if (DryRun)
            {
                await PlanAsync(pipeline, request, cancellationToken);
                return;
            }

            using var prepared = await pipeline.PrepareAsync(request, cancellationToken);
            foreach (var warning in prepared.Tags.Warnings)
                Log.Warning("{0}", warning);

            ReceiptFile.Prepare(RootDirectory, path: null);
            Log.Information("publish {0} to {1}", prepared.Plan.Image, prepared.Plan.Destination);
            var receipt = await pipeline.PublishAsync(prepared, progress: null, cancellationToken);
            var file = await ImagePublication.RecordAsync(this, receipt);
            Log.Information("{0}", ReceiptLines.FormatSummary(receipt));
            ReportSummary(summary => summary.AddPair("image", receipt.Destination).AddPair("tags", receipt.Tags.Count));
            if (Attach)
                Log.Information("{0}", await PublishPipeline.AttachAsync(prepared, receipt, file, cancellationToken));
        });

    /// <summary>Prints what publishing would do, and ends as it would end.</summary>
    private async Task PlanAsync(PublishPipeline pipeline, PublishRequest request, CancellationToken cancellationToken)
    {
        using var prepared = await pipeline.PlanAsync(request, cancellationToken);
        foreach (var warning in prepared.Tags.Warnings)
            Log.Warning("{0}", warning);

        Log.Information("{0}", PlanLines.FormatTitle(prepared.Saved));
        foreach (var line in PlanLines.Format(prepared.Saved))
            Log.Information("{0}", line);
        Log.Information("{0}", PlanLines.FormatResult(prepared.Saved));
        prepared.ThrowIfRefused();
    }
}
