using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
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
    [Parameter("Publish directly to the registry (direct) or through the Docker Engine (engine); auto uses the engine for its own images when there are no registry credentials")]
    PublishVia? Via => TryGetValue(() => Via);

    /// <summary>Whether a working tree with changes is taken for its commit.</summary>
    [Parameter("Ignore changes in the working tree")]
    bool AllowDirty => TryGetValue(() => AllowDirty);

    /// <summary>Whether another image of this very commit, which another run published, is a conflict (exit code 5) instead of being kept.</summary>
    [Parameter("Fail if a version or Git SHA tag already points to another image of the same commit, instead of keeping that image")]
    bool NoKeep => TryGetValue(() => NoKeep);

    /// <summary>Whether the image that the commit's Git SHA tag names already is published, where there is one, instead of another.</summary>
    [Parameter("Publish the image that the commit's Git SHA tag already points to, if there is one")]
    bool Reuse => TryGetValue(() => Reuse);

    /// <summary>
    /// The private key that the image is signed with, and the provenance and SBOM made for it: a file, <c>env:NAME</c>,
    /// <c>command:PROGRAM ARGUMENTS</c>, or the key itself as PEM; <c>false</c> for none. The default is <c>PLIMSOLL_SIGN_KEY</c>, else what
    /// <c>plimsoll.yml</c> says.
    /// </summary>
    [Parameter("Private key to sign the image with: a file, env:NAME, command:PROGRAM ARGUMENTS or the key itself; false signs nothing"), Secret]
    string? SignKey => TryGetValue(() => SignKey);

    /// <summary>Whether the image is signed by the identity of the CI job, without a key. The default is what <c>plimsoll.yml</c> says.</summary>
    [Parameter("Sign the image by the identity of the CI job, without a key (Sigstore)")]
    bool SignKeyless => TryGetValue(() => SignKeyless);

    /// <summary>The public key of <see cref="SignKey"/>, as a file or <c>env:NAME</c>. Only a command needs it.</summary>
    [Parameter("Public key of SignKey, a file or env:NAME; only a command needs it")]
    string? SignPublicKey => TryGetValue(() => SignPublicKey);

    /// <summary>Whether the image is also signed under the tag <c>sha256-DIGEST.sig</c>; <c>null</c> (default) for what <c>plimsoll.yml</c> says.</summary>
    [Parameter("Also sign the image under the tag sha256-DIGEST.sig, for verifiers older than cosign 3")]
    bool? LegacyTags => TryGetValue(() => LegacyTags);

    /// <summary>The image's name without registry and tag; <c>null</c> (default) for that of the environment or of <c>plimsoll.yml</c>, which may have several under <c>images:</c>.</summary>
    new string? ImageName => null;

    string? IShipImages.ImageName => ImageName;

    /// <summary>What is published where <see cref="IBuildImages.ImageBuild"/> builds nothing; <c>null</c> (default) for <c>source:</c> of <c>plimsoll.yml</c>.</summary>
    ImageLocation? ImageSource => null;

    /// <summary>The rules that tags are derived by; <c>null</c> (default) for <c>tags:</c> of <c>plimsoll.yml</c>.</summary>
    IReadOnlyList<TagStrategy>? TagStrategies => null;

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
            var batch = ImagePublication.CreateRequests(this);
            await using var plimsoll = BuildPlimsoll.Create(this, batch.Registry);
            var publisher = plimsoll.Publisher;
            if (DryRun)
                ImagePublication.Print(this, await publisher.PlanAsync(batch.Requests, options: null, cancellationToken));
            else
                await ImagePublication.PublishAsync(this, publisher, batch, cancellationToken);
        });
}
