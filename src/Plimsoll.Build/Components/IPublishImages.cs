using Plimsoll.Build.Targets;
using Plimsoll.Configuration;
using Plimsoll.Publishing;
using Plimsoll.Storage;
using Plimsoll.Tags;

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
///     ImageLocation IPublishImages.ImageSource =&gt; ImageLocation.OfDirectory(RootDirectory / "out");
///
///     Target Pack =&gt; _ =&gt; _.DependentFor&lt;IPublishImages&gt;(x =&gt; x.Publish).Executes(…);
/// }
/// </code>
/// </example>
public interface IPublishImages : IBuildImages
{
    /// <summary>The registry, with a path where the registry has namespaces; without one the image goes to an OCI layout in <c>artifacts/images</c>.</summary>
    [Parameter("Registry to publish to, such as ghcr.io/acme; without one the image goes to an OCI layout in artifacts/images")]
    string? Registry => TryGetValue(() => Registry);

    /// <summary>The environment that is deployed to.</summary>
    [Parameter("Environment that is deployed to; production takes only tags that cannot move")]
    string? Environment => TryGetValue(() => Environment);

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
    string ImageName => ConfigurationFile.Load(RootDirectory).Image
        ?? throw PlimsollException.Usage("The image has no name.", "Set 'image:' in plimsoll.yml, or override IPublishImages.ImageName in the build.");

    /// <summary>What is published where <see cref="IBuildImages.ImageBuild"/> builds nothing; the default is <c>source:</c> of <c>plimsoll.yml</c>.</summary>
    ImageLocation ImageSource => ConfigurationFile.Load(RootDirectory).Source is { } source
        ? ImageLocation.Parse(source, RootDirectory)
        : throw PlimsollException.Usage("There is nothing to publish.", "Set 'source:' or 'build:' in plimsoll.yml, or override IPublishImages.ImageSource or IBuildImages.ImageBuild in the build.");

    /// <summary>The rules that tags are derived by; the default is <c>tags:</c> of <c>plimsoll.yml</c>.</summary>
    IReadOnlyList<TagStrategy> TagStrategies => ConfigurationFile.Load(RootDirectory).Tags.Strategies;

    /// <summary>The command of an image that is assembled from files. The default is none.</summary>
    IReadOnlyList<string> ImageEntrypoint => [];

    /// <summary>
    /// The version of the release tag at HEAD, for what is compiled into the image; <c>null</c> where there is none or no
    /// repository. It depends on the commit alone, so that a commit keeps its digest.
    /// </summary>
    string? ReleaseVersion => PublishWorld.ReleaseVersionOf(this);

    /// <summary>Publishes the image under its tags.</summary>
    Target Publish => _ => _
        .Description("Publishes the image under the tags of this commit")
        .Executes(async cancellationToken =>
        {
            var request = PublishWorld.RequestOf(this);
            using var services = PublishWorld.Compose(this, request);
            var pipeline = new PublishPipeline(services);
            using var prepared = await pipeline.PrepareAsync(request, cancellationToken);
            foreach (var warning in prepared.Tags.Warnings)
                Log.Warning("{0}", warning);

            ReceiptFile.Prepare(RootDirectory, path: null);
            var receipt = await pipeline.PublishAsync(prepared, progress: null, cancellationToken);
            var path = await ReceiptFile.WriteAsync(receipt, RootDirectory, path: null);
            foreach (var tag in receipt.Tags)
                Log.Information("{0}:{1}  {2}  {3}", receipt.Destination, tag.Tag, tag.Action.ToString().ToLowerInvariant(), tag.After);
            Log.Information("receipt: {0}", Path.GetRelativePath(RootDirectory, path));
            ReportSummary(summary => summary.AddPair("image", receipt.Destination).AddPair("tags", receipt.Tags.Count));
        });
}
