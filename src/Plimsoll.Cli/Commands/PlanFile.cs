using Plimsoll.Cli.Output;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary>Plans as a result and as a file: what <c>plimsoll plan</c> and <c>plimsoll publish --dry-run</c> give, and <c>--from-plan</c> takes.</summary>
internal static class PlanFile
{
    /// <exception cref="PlimsollException">There is no such file (6), or it is no plan (2).</exception>
    public static async Task<SavedPlan> ReadAsync(string path, string name, CancellationToken cancellationToken) => File.Exists(path)
        ? SavedPlan.Parse(await File.ReadAllTextAsync(path, cancellationToken), name)
        : throw PlimsollException.NotFound($"There is no plan {name}.", "Make one with: plimsoll plan --save plan.json.");

    /// <summary>Plans, prints the plan, and ends as the plan ends.</summary>
    /// <exception cref="PlimsollException">The policy has something against it (3), or a tag is refused (5).</exception>
    public static async Task<int> ShowAsync(CommandSession session, PublishPipeline pipeline, PublishRequest request, string? save, bool isDetailed, CancellationToken cancellationToken)
    {
        using var prepared = await pipeline.PlanAsync(request, cancellationToken);
        foreach (var warning in prepared.Tags.Warnings)
            session.Story.Warn(warning);

        var plan = prepared.Saved;
        session.Story.Say($"plan to publish {plan.Source.Name} ({plan.Image}) of commit {plan.Commit} to {plan.Destination}");
        if (save is not null)
            await File.WriteAllTextAsync(Path.GetFullPath(save, session.Host.Directory), plan.ToJson(), cancellationToken);
        if (session.IsJson)
            await session.Host.Out.WriteAsync(plan.ToJson());
        else
            foreach (var line in session.IsMarkdown ? PlanMarkdown.LinesOf(plan) : PlanText.LinesOf(plan))
                await session.Host.Out.WriteLineAsync(line);

        session.Story.Say($"plan {plan.PlanHash}: {(plan.HasChanges ? "something would change" : "nothing would change")}");
        ProductionPolicy.Throw([.. plan.Findings.Select(finding => new TagRefusal(finding.Rule, finding.Tag, finding.Message, finding.Advice))]);
        prepared.Plan.ThrowIfRefused();
        return (int)(isDetailed && plan.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }
}
