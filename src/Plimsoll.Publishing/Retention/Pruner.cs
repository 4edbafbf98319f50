using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Retention;

/// <summary>Plans which images of repositories are deleted, and deletes them.</summary>
/// <param name="host">Registries, clock and configuration.</param>
internal sealed class Pruner(PlimsollHost host)
{
    /// <summary>Makes a plan. It writes nothing.</summary>
    /// <exception cref="PlimsollException">No rule or no repository is given (2), GitHub's token is missing or not accepted (4), there is no such repository (6), or a registry refuses or fails (4, 7).</exception>
    public async Task<PrunePlan> PlanAsync(PruneRequest request, CancellationToken cancellationToken)
    {
        var rules = host.Configuration.Retention.OverriddenBy(request.Rules);
        if (rules.IsEmpty)
            throw PlimsollException.Usage("No rule says which images may be deleted, so that all would be kept.", "Add a rule to plimsoll.yml, such as retention: { sha: 10 }, or specify one with the setting 'keep-tags=sha=10'.");

        var git = await new GitFactsReader(host).ReadAsync(rules.Find(RetentionRule.Branch) is not null, rules.Find(RetentionRule.PullRequest) is { WhileOpen: true }, cancellationToken);
        var repositories = new List<PrunedRepository>();
        foreach (var name in request.Repositories.Count > 0 ? request.Repositories : Configured())
        {
            var repository = host.OpenRegistry(name.WithoutTagOrDigest(), RepositoryAccess.Pull);
            using var deleter = ImageDeleters.Open(host, repository, request.Via);
            if (request.Rules.Untagged is not null && !deleter.ListsUntagged)
                host.Warnings?.Report($"{name.FamiliarName}: the registry does not list images without a tag, so that none of those is deleted");
            var facts = await new RetentionCollector(host, repository, rules, git, request.Progress).ReadAsync(deleter, more: [], cancellationToken);
            if (facts.Inventory.Tags.Count == 0 && facts.Inventory.Untagged.Count == 0)
                throw PlimsollException.NotFound($"{name.FamiliarName} has no images, or does not exist.");
            repositories.Add(RetentionPlanner.Plan(facts, rules, name.FamiliarName, deleter.Name));
        }

        return new PrunePlan { CreatedAt = host.Clock.GetUtcNow(), Rules = PlannedRules.Create(rules), Repositories = repositories }.Hashed();
    }

    /// <summary>
    /// Carries a plan out, and nothing else: everything is read again first, and what has moved or is needed by now is left.
    /// What was deleted is recorded also where something fails.
    /// </summary>
    /// <exception cref="PlimsollException">The receipt cannot be written there (2).</exception>
    public async Task<PruneReport> ExecuteAsync(PrunePlan plan, PruneOptions options, CancellationToken cancellationToken)
    {
        ReceiptFile.Prepare(host.Directory, options.ReceiptPath, host.SettingName("receipt"));
        var startedAt = host.Clock.GetUtcNow();
        var rules = plan.Rules.Parse();
        var done = new List<PrunedRepositoryReceipt>();
        Exception? failure = null;
        foreach (var planned in plan.Repositories.Where(planned => planned.HasChanges))
        {
            var run = new PruneRun(host, planned, rules, options.Progress);
            try
            {
                await run.ExecuteAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
            {
                failure = exception;
            }

            done.Add(run.ToReceipt());
            if (failure is not null)
                break;
        }

        var receipt = new PruneReceipt
        {
            ToolVersion = host.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = host.Clock.GetUtcNow(),
            PlanHash = plan.PlanHash!,
            Rules = plan.Rules,
            Host = host.Observer.Host?.Host,
            Actor = plan.Repositories is [var first, ..] ? await host.FindActorAsync(host.Directory, host.OpenRegistry(ImageReference.Parse(first.Repository), RepositoryAccess.Pull), CancellationToken.None) : null,
            RunUrl = host.Observer.Host?.RunUrl,
            Failure = failure is OperationCanceledException ? "interrupted" : failure?.Message,
            Repositories = done,
        };
        return new PruneReport(receipt, await ReceiptFile.WriteAsync(receipt.ToJson(), startedAt, host.Directory, options.ReceiptPath)) { Failure = failure };
    }

    private List<ImageReference> Configured()
    {
        var found = NamedImage.All(host.Configuration, registry: null)
            .SelectMany(image => (NamedImage[])[image, .. image.Copies])
            .Select(image => image.Resolve(host.Directory))
            .Where(location => location.Transport == ImageTransport.Registry)
            .Select(location => location.Reference!.WithoutTagOrDigest())
            .Distinct()
            .ToList();
        return found.Count > 0 ? found : throw PlimsollException.Usage("No repository is given, and plimsoll.yml names none.", "Specify it: plimsoll prune ghcr.io/acme/app.");
    }
}
