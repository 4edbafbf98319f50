using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary>Plans as a result and as a file: what <c>plimsoll plan</c> and <c>plimsoll publish --dry-run</c> give, and <c>--from-plan</c> takes.</summary>
internal static class PlanFile
{
    /// <exception cref="PlimsollException">There is no such file (6), or it is no plan (2).</exception>
    public static async Task<(PlannedImage? One, RunPlanDocument? Several)> ReadAsync(string path, string name, CancellationToken cancellationToken) => !File.Exists(path)
        ? throw PlimsollException.NotFound($"There is no plan {name}.", "Make one with: plimsoll plan --save plan.json.")
        : Read(await File.ReadAllTextAsync(path, cancellationToken), name);

    private static (PlannedImage? One, RunPlanDocument? Several) Read(string json, string name) =>
        RunPlanDocument.Parse(json, name) is { } run ? (null, run) : (PlannedImage.Parse(json, name), null);

    /// <summary>Prints the plan of several images, and ends as the first of them that fails.</summary>
    /// <exception cref="PlimsollException">The policy has something against one (3), a tag is refused (5), or one could not be planned.</exception>
    public static async Task<int> ShowAsync(CommandSession session, PreparedRun run, string? save, bool isDetailed, CancellationToken cancellationToken)
    {
        RunPlanDocument plan = run.Saved;
        if (save is not null)
            await File.WriteAllTextAsync(Path.GetFullPath(save, session.Host.Directory), plan.ToJson(), cancellationToken);
        if (session.IsJson)
            await session.Host.Out.WriteAsync(plan.ToJson());
        else
            foreach (var line in RunPlanLines.Of(plan, session.IsMarkdown))
                await session.Host.Out.WriteLineAsync(line);

        session.Diagnostics.Info($"plan {plan.PlanHash}: {(plan.HasChanges ? "something would change" : "nothing would change")}");
        RunPublishing.ThrowFor(plan.Failed, plan.Images.Count + plan.Failed.Count, "planned");
        foreach (var image in run.Images)
            image.Prepared.ThrowIfRefused();

        return (int)(isDetailed && plan.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }

    /// <summary>Plans, prints the plan, and ends as the plan ends.</summary>
    /// <exception cref="PlimsollException">The policy has something against it (3), or a tag is refused (5).</exception>
    public static async Task<int> ShowAsync(CommandSession session, PublishPipeline pipeline, PublishRequest request, string? save, bool isDetailed, CancellationToken cancellationToken)
    {
        using var prepared = await pipeline.PlanAsync(request, cancellationToken);
        foreach (var warning in prepared.Tags.Warnings)
            session.Diagnostics.Warn(warning);

        var plan = prepared.Saved;
        session.Diagnostics.Info(PlanLines.FormatTitle(plan));
        if (save is not null)
            await File.WriteAllTextAsync(Path.GetFullPath(save, session.Host.Directory), plan.ToJson(), cancellationToken);
        if (session.IsJson)
            await session.Host.Out.WriteAsync(plan.ToJson());
        else
            foreach (var line in session.IsMarkdown ? PlanMarkdown.LinesOf(plan) : PlanLines.Format(plan))
                await session.Host.Out.WriteLineAsync(line);

        session.Diagnostics.Info(PlanLines.FormatResult(plan));
        prepared.ThrowIfRefused();
        return (int)(isDetailed && plan.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }
}
