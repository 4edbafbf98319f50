using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>Mirrors repositories: plans all of them, copies what is missing, several images at a time, and deletes last. What fails does not keep the rest from being done.</summary>
/// <param name="host">Registries and clock.</param>
/// <param name="policy">Which tags move although they do not look it, and the other way round.</param>
internal sealed class Mirror(PlimsollHost host, ImagePolicy policy)
{
    /// <summary>How many repositories, and then images, are worked on together; the requests to each host have a limit of their own.</summary>
    private const int Parallelism = 4;

    /// <summary>Mirrors, or only plans.</summary>
    /// <exception cref="PlimsollException">The request contradicts itself (exit code 2). Everything else is part of the report.</exception>
    public async Task<SyncReport> RunAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        RefuseSameDestination(request.Repositories);
        var planner = new MirrorPlanner(policy, request, host.Clock.GetUtcNow());
        var plans = new MirrorPlan[request.Repositories.Count];
        await ForEachAsync(plans.Length, async (index, token) => plans[index] = await PlanAsync(planner, request.Repositories[index], token), cancellationToken);
        foreach (var plan in plans.Where(plan => plan.Report is { Failure: null, Tags.Count: 0 }))
            host.Warnings?.Report($"the rules select no tag of {plan.Report.From}");
        if (request.IsPlan)
            return new SyncReport([.. plans.Select(plan => plan.Report)], IsPlan: true);

        var executor = new MirrorExecutor(host, policy, request.Transfer);
        var results = plans.Select(plan => plan.Report.Tags.ToArray()).ToArray();
        var images = plans.SelectMany((plan, repository) => GroupByImage(plan.Report.Tags).Select(positions => (plan, repository, positions))).ToList();
        await ForEachAsync(
            images.Count,
            async (index, token) =>
            {
                var (plan, repository, positions) = images[index];
                foreach (var (position, tag) in positions.Zip(await executor.ExecuteAsync(plan, [.. positions.Select(position => plan.Report.Tags[position])], token)))
                    results[repository][position] = tag;
            },
            cancellationToken);

        var reports = new SyncedRepository[plans.Length];
        await ForEachAsync(plans.Length, async (index, token) => reports[index] = plans[index].Report with { Tags = await MirrorPruner.PruneAsync(plans[index], results[index], token) }, cancellationToken);
        return new SyncReport(reports, IsPlan: false);
    }

    private async Task<MirrorPlan> PlanAsync(MirrorPlanner planner, SyncRepository names, CancellationToken cancellationToken)
    {
        try
        {
            return await planner.PlanAsync(MirroredRepository.Open(host, names), cancellationToken);
        }
        catch (PlimsollException exception)
        {
            return new MirrorPlan(Repository: null, new SyncedRepository(names, []) { Failure = exception });
        }
    }

    /// <summary>The positions of the tags that are copied or looked after, those of one image together.</summary>
    private static IEnumerable<IReadOnlyList<int>> GroupByImage(IReadOnlyList<SyncedTag> tags) =>
        tags.Index().Where(tag => tag.Item is { Action: SyncAction.Create or SyncAction.Move or SyncAction.Unchanged, Failure: null }).GroupBy(tag => tag.Item.After).Select(group => (IReadOnlyList<int>)[.. group.Select(tag => tag.Index)]);

    /// <summary>Each would delete what the other one copied.</summary>
    private static void RefuseSameDestination(IReadOnlyList<SyncRepository> repositories)
    {
        if (repositories.GroupBy(repository => repository.To.ToString(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw PlimsollException.Usage($"Several repositories would be mirrored to {same.Key}.", "List the rules for one repository together, and give others a name of their own.");
        if (repositories.FirstOrDefault(repository => repository.From.ToString() == repository.To.ToString()) is { } self)
            throw PlimsollException.Usage($"{self.From} would be mirrored to itself.");
    }

    private static Task ForEachAsync(int count, Func<int, CancellationToken, ValueTask> body, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, body);
}
