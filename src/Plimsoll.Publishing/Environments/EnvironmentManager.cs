using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// Promotes images from one environment to another, byte for byte, and rolls environments back. Each leaves a receipt, and
/// a rollback leaves a hold on the image that it withdraws.
/// </summary>
/// <param name="host">Registries, clock and CI host.</param>
/// <example>
/// <code>
/// await using var plimsoll = PlimsollHost.CreateDefault();
/// await plimsoll.Environments.PromoteAsync("ghcr.io/acme/app:2.1.0", "production");
/// </code>
/// </example>
public sealed class EnvironmentManager(PlimsollHost host)
{
    /// <summary>Plans a promotion: resolves the image once and asks policy. It writes nothing.</summary>
    /// <param name="request">What is promoted, and where to.</param>
    /// <param name="access">What the registry is asked for: with the right to push, <see cref="ExecuteAsync"/> needs no further token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// The names cannot be used (2); policy, an environment before this one or a hold forbids it (3); credentials are not
    /// accepted (4); the tag does not name the digest given, or a tag that never moves has another image at the destination
    /// (5); there is no such image (6); or a registry cannot be reached (7).
    /// </exception>
    public Task<EnvironmentPlan> PlanAsync(PromotionRequest request, RepositoryAccess access = RepositoryAccess.Pull, CancellationToken cancellationToken = default) =>
        PlanAsync([request], access, cancellationToken);

    /// <summary>Plans a promotion of several images that move together: all of them, or none.</summary>
    /// <param name="requests">What is promoted; all to one environment.</param>
    /// <param name="access">What the registries are asked for: with the right to push, <see cref="ExecuteAsync"/> needs no further token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">As for one image; the first that may not be promoted keeps the others from it.</exception>
    public async Task<EnvironmentPlan> PlanAsync(IReadOnlyList<PromotionRequest> requests, RepositoryAccess access = RepositoryAccess.Pull, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfZero(requests.Count);
        var images = new List<EnvironmentImagePlan>();
        foreach (var request in requests)
            images.Add(await new PromotionPlanner(host).PlanAsync(Complete(request), access, cancellationToken));

        // A tag that two images are to have would be the second one's.
        if (images.GroupBy(image => image.Destination).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw PlimsollException.Usage($"Several images would move the same tags in {same.Key}.", "Give each image its own name.");
        return new EnvironmentPlan(images);
    }

    /// <summary>Plans a rollback: finds what the environment has and what it goes back to. It writes nothing.</summary>
    /// <param name="request">What is rolled back.</param>
    /// <param name="access">What the registry is asked for: with the right to push, <see cref="ExecuteAsync"/> needs no further token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// The receipt is of another environment or image (2); the image was withdrawn itself or lacks the evidence that is required (3);
    /// credentials are not accepted (4); the environment has nothing, nothing came before, or the image is gone (6); or the
    /// registry cannot be reached (7).
    /// </exception>
    public async Task<EnvironmentPlan> PlanAsync(RollbackRequest request, RepositoryAccess access = RepositoryAccess.Pull, CancellationToken cancellationToken = default) =>
        new EnvironmentPlan([await new RollbackPlanner(host).PlanAsync(Complete(request), access, cancellationToken)]);

    /// <summary>Promotes an image where it is, by the rules of <c>plimsoll.yml</c>.</summary>
    /// <param name="image">The image: <c>ghcr.io/acme/app:2.1.0</c>, or <c>oci:PATH:TAG</c>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync(PromotionRequest, RepositoryAccess, CancellationToken)"/> and <see cref="ExecuteAsync"/>.</exception>
    public Task<EnvironmentReport> PromoteAsync(string image, string environment, CancellationToken cancellationToken = default) =>
        PromoteAsync(new PromotionRequest { Source = ImageLocation.Parse(image, host.Directory), Environment = environment }, options: null, cancellationToken);

    /// <summary>Promotes: plans and carries the plan out.</summary>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync(PromotionRequest, RepositoryAccess, CancellationToken)"/> and <see cref="ExecuteAsync"/>.</exception>
    public async Task<EnvironmentReport> PromoteAsync(PromotionRequest request, EnvironmentOptions? options = null, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(await PlanAsync(request, RepositoryAccess.Push, cancellationToken), options, cancellationToken);

    /// <summary>Rolls back: plans and carries the plan out.</summary>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync(RollbackRequest, RepositoryAccess, CancellationToken)"/> and <see cref="ExecuteAsync"/>.</exception>
    public async Task<EnvironmentReport> RollbackAsync(RollbackRequest request, EnvironmentOptions? options = null, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(await PlanAsync(request, RepositoryAccess.Push, cancellationToken), options, cancellationToken);

    /// <summary>
    /// Carries a plan out: brings the image to its destination where it is not there, moves the tags, reads them back, writes
    /// the receipt, places the hold of a rollback, and attaches the receipt where that is asked for.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How it is carried out and recorded; <c>null</c> for the defaults.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back. Once all have moved, everything is recorded all the same.</param>
    /// <exception cref="PlimsollException">
    /// The receipt cannot be written there (2), a tag is refused or moved meanwhile (5), or writing failed (4, 7); moved tags
    /// went back. It is an <see cref="EnvironmentException"/> where they stay moved and the record is incomplete.
    /// </exception>
    public async Task<EnvironmentReport> ExecuteAsync(EnvironmentPlan plan, EnvironmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new();
        ReceiptFile.Prepare(plan.Directory, options.ReceiptPath, host.SettingName("receipt"));
        var recorder = new EnvironmentRecorder(host, plan, options);
        return await recorder.RecordAsync(await new EnvironmentMover(host, plan, options.Verification).MoveAsync(recorder, cancellationToken));
    }

    /// <summary>
    /// Makes the receipt of an image anew where the one that was made is lost: of what the registry tells, with what the
    /// environment had before as far as somebody knows that. No tag moves.
    /// </summary>
    /// <param name="request">The image.</param>
    /// <param name="options">Where the receipt is written, and whether it is attached: it is, unless <c>plimsoll.yml</c> says never.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// The receipt cannot be written there, or there is no such environment (2), the environment has another image (5), there is no such image (6),
    /// or the registry refuses or fails (4, 7). It is an <see cref="EnvironmentException"/> where the receipt is written and could not be attached.
    /// </exception>
    public Task<EnvironmentReport> RecordAsync(RecordRequest request, EnvironmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var environment = request.Environment is null ? null : Resolve(request.Environment);
        var complete = request with
        {
            Environment = environment,
            Rules = request.Rules ?? host.Configuration.RulesFor(environment),
            Directory = request.Directory ?? host.Directory,
        };
        return new RegistryRecorder(host).RecordAsync(complete, options ?? new(), cancellationToken);
    }

    private PromotionRequest Complete(PromotionRequest request)
    {
        var environment = Resolve(request.Environment);
        return request with
        {
            Environment = environment,
            Rules = request.Rules ?? host.Configuration.RulesFor(environment),
            Policy = request.Policy ?? host.Configuration.ToImagePolicy(),
            Directory = request.Directory ?? host.Directory,
        };
    }

    private RollbackRequest Complete(RollbackRequest request)
    {
        var environment = Resolve(request.Environment);
        return request with
        {
            Environment = environment,
            Rules = request.Rules ?? host.Configuration.RulesFor(environment),
            Policy = request.Policy ?? host.Configuration.ToImagePolicy(),
            Directory = request.Directory ?? host.Directory,
        };
    }

    private string Resolve(string environment)
    {
        if (host.Configuration.GetSpellingWarning(environment) is { } warning)
            host.Warnings?.Report(warning);
        return host.Configuration.ResolveEnvironment(environment);
    }
}
