using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing.Retention;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll prune</c>: shows which images of a repository the rules do not keep, and deletes them where that is asked for.</summary>
internal sealed class PruneCommand
{
    private readonly Argument<string[]> _repositories = new("REPOSITORY") { Description = "Repositories such as ghcr.io/acme/app [default: those of the images in plimsoll.yml]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _keep = new("--keep") { Description = $"Tags of a kind to keep, the others of it are deleted: KIND is {string.Join(", ", RetentionRule.Names)}; RULE is a number (sha=10), an age (date=90d), 'open' (branch=open, pull-request=open), or several with commas. Can be repeated; tags of a kind without a rule are kept [default: 'retention' in plimsoll.yml]", HelpName = "KIND=RULE" };
    private readonly Option<string> _untagged = new("--untagged") { Description = "Also delete images that have had no tag for longer than this, such as 14d, where the registry lists them (ghcr.io)", HelpName = "AGE" };
    private readonly Option<string[]> _branchTags = new("--branch-tags") { Description = "Tags that are those of branches although neither a receipt nor a prefix says so, with * and ?; can be repeated", HelpName = "PATTERN" };
    private readonly Option<int?> _rollbackTargets = new("--rollback-targets") { Description = "Number of former images of each environment to keep [default: all that receipts name]", HelpName = "N" };
    private readonly Option<string[]> _deleteReleased = new("--delete-released") { Description = "Delete released versions too, those whose tag matches: 1.* or 2.0.1; can be repeated", HelpName = "PATTERN" };
    private readonly Option<string> _via = new Option<string>("--via") { Description = "Delete through the registry, or through GitHub's package API, which needs GITHUB_TOKEN; auto uses GitHub for ghcr.io [default: auto]", HelpName = "WAY" }.AcceptOnlyFromAmong("auto", "registry", "github");
    private readonly Option<bool> _apply = new("--apply") { Description = "Delete what the plan says; without this, it is only printed" };
    private readonly Option<string> _fromPlan = new("--from-plan") { Description = "Delete what this saved plan says, without what has moved or is needed since", HelpName = "FILE" };
    private readonly Option<string> _save = new("--save") { Description = "Also save the plan to this file, as JSON, for --from-plan", HelpName = "FILE" };
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = $"Exit with {(int)ExitCode.ChangesPending} if the plan would delete something, with 0 if not" };
    private readonly Option<string> _receipt = new("--receipt") { Description = "Write the record of what was deleted to this file [default: .plimsoll/receipts/TIME-prune.json]", HelpName = "FILE" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PruneCommand();
        var command = new Command("prune", "Delete old images from repositories, without anything that is kept or needed") { verb._repositories };
        foreach (var option in new Option[] { verb._keep, verb._untagged, verb._branchTags, verb._rollbackTargets, verb._deleteReleased, verb._via, verb._apply, verb._fromPlan, verb._save, verb._detailedExitCode, verb._receipt })
            command.Add(option);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, takesMarkdown: !parsed.GetValue(verb._apply) && parsed.GetValue(verb._fromPlan) is null), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var fromPlan = parsed.GetValue(_fromPlan);
        if (fromPlan is not null && FindConflict(session, parsed) is { } conflict)
            throw PlimsollException.Usage($"--from-plan and {conflict} cannot be combined.", "The saved plan says what is deleted; make another one with other rules.");
        if (session.Has(_apply) && session.Has(_detailedExitCode))
            throw PlimsollException.Usage("--detailed-exitcode requires a plan.", "Omit --apply.");

        var saved = fromPlan is null ? null : await PrunePlan.ReadAsync(Path.GetFullPath(fromPlan, session.Host.Directory), fromPlan, cancellationToken);
        var repositories = (saved?.Repositories.Select(repository => repository.Repository) ?? parsed.GetValue(_repositories) ?? []).Select(Parse).ToList();
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, repositories is [var first, ..] ? first.Registry : session.Configuration.Registry);
        var progress = new PruneReporter(session.Host, session.Diagnostics);
        var plan = saved ?? await PlanAsync(parsed, plimsoll, repositories, progress, cancellationToken);
        progress.Finish();
        if (parsed.GetValue(_save) is { } file)
            await ResultFile.WriteAsync(Path.GetFullPath(file, session.Host.Directory), plan.ToJson(), cancellationToken);
        session.Sink.AddSummary("Retention", room => PruneMarkdown.Format(plan, room));
        return saved is not null || session.Has(_apply)
            ? await ExecuteAsync(session, parsed, plimsoll, plan, progress, cancellationToken)
            : Print(session, plan);
    }

    private async Task<PrunePlan> PlanAsync(ParseResult parsed, PlimsollHost plimsoll, IReadOnlyList<ImageReference> repositories, PruneReporter progress, CancellationToken cancellationToken) => await plimsoll.PlanPruneAsync(
        new PruneRequest
        {
            Repositories = repositories,
            Rules = new RetentionRules
            {
                Rules = RetentionRules.ParseAll(parsed.GetValue(_keep) ?? []),
                Untagged = parsed.GetValue(_untagged) is { } age ? RetentionRule.ParseAge(age) : null,
                BranchTags = parsed.GetValue(_branchTags) ?? [],
                RollbackTargets = parsed.GetValue(_rollbackTargets),
                DeletedReleases = [.. (parsed.GetValue(_deleteReleased) ?? []).Select(RetentionRules.CheckRelease)],
            },
            Via = parsed.GetValue(_via) is { } via ? Enum.Parse<DeletionWay>(via, ignoreCase: true) : DeletionWay.Auto,
            Progress = progress,
        },
        cancellationToken);

    private int Print(CommandSession session, PrunePlan plan)
    {
        if (session.IsJson)
            session.Host.Out.Write(plan.ToJson());
        else
            foreach (var line in session.IsMarkdown ? PruneMarkdown.Format(plan) : PruneLines.Format(plan, session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        session.Diagnostics.Info(PruneLines.FormatTotals(plan));
        if (plan.HasChanges)
            session.Diagnostics.Info("nothing was deleted; --apply deletes it");
        return (int)(session.Has(_detailedExitCode) && plan.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }

    private async Task<int> ExecuteAsync(CommandSession session, ParseResult parsed, PlimsollHost plimsoll, PrunePlan plan, PruneReporter progress, CancellationToken cancellationToken)
    {
        foreach (var index in plan.Repositories.SelectMany(repository => repository.Broken))
            session.Diagnostics.Warn(PruneLines.Format(index));
        var report = await plimsoll.PruneAsync(
            plan,
            new PruneOptions { ReceiptPath = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null, Progress = progress },
            cancellationToken);
        progress.Finish();
        await session.PrintRecordAsync(report.Receipt.ToJson(), PruneLines.Format(report.Receipt, session.Host.TableStyle));
        session.Diagnostics.Info(PruneLines.FormatTotals(report.Receipt));
        session.Diagnostics.Info($"receipt: {Path.GetRelativePath(session.Directory, report.ReceiptPath)}");
        report.ThrowIfIncomplete();
        return (int)ExitCode.Done;
    }

    /// <summary>What was given and only a new plan could follow.</summary>
    private string? FindConflict(CommandSession session, ParseResult parsed) =>
        parsed.GetValue(_repositories) is { Length: > 0 } ? "REPOSITORY"
        : session.Has(_detailedExitCode) ? _detailedExitCode.Name
        : parsed.GetValue(_rollbackTargets) is not null ? _rollbackTargets.Name
        : new[] { _keep, _branchTags, _deleteReleased }.FirstOrDefault(option => parsed.GetValue(option) is { Length: > 0 })?.Name
            ?? new[] { _untagged, _via, _save }.FirstOrDefault(option => parsed.GetValue(option) is not null)?.Name;

    private static ImageReference Parse(string text)
    {
        var reference = ImageReference.Parse(text);
        return reference is { Tag: null, Digest: null } ? reference : throw PlimsollException.Usage($"'{text}' is an image, not a repository.", $"Omit the tag or digest: plimsoll prune {reference.FamiliarName}");
    }
}
