using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components;

/// <summary>
/// Gives a build the targets <c>Promote</c> and <c>Rollback</c>: an image that is published comes to another environment,
/// byte for byte, or an environment goes back to one that it had. Both leave a receipt.
/// </summary>
/// <example>
/// <code>
/// class Build : PlimsollBuild, IPublishImages, IPromoteImages
/// {
///     string IPublishImages.ImageName =&gt; "app";
/// }
///
/// // ./build.sh Promote --promote-image 2.1.0 --promote-to production
/// // ./build.sh Rollback --environment production --rollback-to previous
/// </code>
/// </example>
public interface IPromoteImages : IShipImages
{
    /// <summary>
    /// The image to promote: a tag or digest of <see cref="IShipImages.ImageName"/>, else of the images of <c>plimsoll.yml</c>; one of
    /// those with a tag (<c>api:2.1.0</c>); or a whole reference, which may be in another registry. The default is the version of the
    /// release tag at HEAD. Several images come together, or none does.
    /// </summary>
    [Parameter("Image to promote: a tag, a digest, or a reference; the default is the release at HEAD")]
    string? PromoteImage => TryGetValue(() => PromoteImage);

    /// <summary>The environment that the image comes to.</summary>
    [Parameter("Environment to promote the image to")]
    string? PromoteTo => TryGetValue(() => PromoteTo);

    /// <summary>What <see cref="IShipImages.Environment"/> goes back to.</summary>
    [Parameter("What to roll back to: previous, a digest, or a receipt file")]
    string? RollbackTo => TryGetValue(() => RollbackTo);

    /// <summary>Whether a rollback takes <c>latest</c> and the version lines (<c>2</c>, <c>2.1</c>) along, where they name what is withdrawn.</summary>
    [Parameter("Also move latest and the version lines (2, 2.1) back if they point to the withdrawn image")]
    bool Floating => TryGetValue(() => Floating);

    /// <summary>Why an environment is rolled back, for whoever wants to publish the withdrawn image again.</summary>
    [Parameter("Reason for the rollback, shown to whoever tries to publish the withdrawn image again")]
    string? Reason => TryGetValue(() => Reason);

    /// <summary>Brings the image to the environment.</summary>
    Target Promote => _ => _
        .Description("Promotes a published image to another environment, byte for byte")
        .TryAfter<ICheckTagPolicy>(x => x.CheckTagPolicy)
        .TryAfter<ICutRelease>(x => x.CutRelease)
        .TryAfter<IPublishImages>(x => x.Publish)
        .Requires(() => PromoteTo)
        .Executes(async cancellationToken =>
        {
            var requests = EnvironmentChange.CreateBuilder(this, PromoteTo).BuildPromotion();
            await using var plimsoll = BuildPlimsoll.Create(this, requests.RegistryOf());
            var plan = await plimsoll.Environments.PlanAsync(requests, DryRun ? RepositoryAccess.Pull : RepositoryAccess.Push, cancellationToken);
            await EnvironmentChange.RunAsync(this, plimsoll, plan, cancellationToken);
        });

    /// <summary>Lets the environment go back, and holds the image that is withdrawn.</summary>
    Target Rollback => _ => _
        .Description("Rolls an environment back to an earlier image, and puts the withdrawn one on hold")
        .After(Promote)
        .Requires(() => Environment, () => RollbackTo)
        .Executes(async cancellationToken =>
        {
            var request = EnvironmentChange.CreateBuilder(this, Environment).BuildRollback();
            await using var plimsoll = BuildPlimsoll.Create(this, request.Destination.Reference?.Registry);
            var plan = await plimsoll.Environments.PlanAsync(request, DryRun ? RepositoryAccess.Pull : RepositoryAccess.Push, cancellationToken);
            await EnvironmentChange.RunAsync(this, plimsoll, plan, cancellationToken);
        });
}
