using System.CommandLine;
using System.Runtime.ExceptionServices;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary>What <c>publish</c>, <c>plan</c> and <c>index</c> have in common: options, the call of the library, and printing what comes back.</summary>
internal sealed class PublishRunner
{
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = $"Exit with {(int)ExitCode.ChangesPending} if the plan would change something, with 0 if not" };
    private readonly Option<string> _save = new("--save") { Description = "Also save the plan to this file, as JSON, for 'plimsoll publish --from-plan'", HelpName = "FILE" };
    private readonly Option<bool> _noKeep = new("--no-keep") { Description = "Exit with 5 if a version or Git SHA tag already points to another image of the same commit [default: keep that image, and point the moving tags to it]" };
    private readonly Option<string> _compare = new("--compare") { Description = "Also show what changes against the image that this tag of the repository points to, or against another image", HelpName = "TAG|IMAGE" };
    private readonly Option<string> _verify = VerifyOption.Create();
    private readonly Option<string> _receipt = new("--receipt") { Description = "Write the receipt to this file [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly AttachOptions _attach = new();
    private readonly AttachmentOptions _attachments = new();
    private readonly Option<bool> _releaseHold = EnvironmentChangeOptions.ReleaseHoldOption();
    private readonly TransferOptions _transfer = new();
    private readonly RegistryOptions _registry = new();

    /// <summary>The options of a plan.</summary>
    public IReadOnlyList<Option> PlanOptions => [.. _attachments.All, _noKeep, _detailedExitCode, _save];

    /// <summary>The option of a plan that is only looked at.</summary>
    public Option CompareOption => _compare;

    /// <summary>The options of publishing.</summary>
    public IReadOnlyList<Option> ExecuteOptions => [_verify, _receipt, .. _attach.All, _releaseHold];

    /// <summary>Adds the options of copying and of registries, which end every list.</summary>
    public void AddTransferTo(Command command)
    {
        _transfer.AddTo(command);
        _registry.AddWithSourceTo(command);
    }

    /// <summary>Makes requests of what was given, has them planned or published, and prints the plan or the record.</summary>
    public async Task<int> RunAsync(CommandSession session, ParseResult parsed, PublishSettings settings, bool isDryRun, CancellationToken cancellationToken)
    {
        if (!isDryRun && (session.Has(_detailedExitCode) || parsed.GetValue(_save) is not null))
            throw PlimsollException.Usage("--detailed-exitcode and --save require a plan.", "Use 'plimsoll plan', or add --dry-run.");

        settings = _attachments.Apply(parsed, settings) with { Verification = VerifyOption.Parse(parsed, _verify), Transfer = _transfer.Parse(parsed), ReleaseHold = parsed.GetValue(_releaseHold), Keep = !parsed.GetValue(_noKeep) };
        var batch = new PublishRequestBuilder(settings, session.Host.Environment, session.Configuration).Build();
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, batch.Registry, batch.SourceRegistry);
        var publisher = plimsoll.Publisher;
        var options = new PublishOptions
        {
            Partition = batch.Partition,
            KeepGoing = settings.KeepGoing,
            Directory = session.Directory,
            ReceiptPath = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null,
            Attach = _attach.Parse(session),
            CompareWith = parsed.GetValue(_compare),
        };
        if (isDryRun)
            return await ShowAsync(session, parsed, await publisher.PlanAsync(batch.Requests, options, cancellationToken), cancellationToken);

        try
        {
            await PrintAsync(session, await publisher.PublishAsync(batch.Requests, options, cancellationToken));
            return (int)ExitCode.Done;
        }
        catch (PublishException exception)
        {
            await PrintAsync(session, exception.Report);
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    /// <summary>Prints a plan, and ends as carrying it out would end.</summary>
    private async Task<int> ShowAsync(CommandSession session, ParseResult parsed, PublishPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.IsRun)
            session.Diagnostics.Info(PlanLines.FormatTitle(plan.Images[0]));
        if (parsed.GetValue(_save) is { } file)
            await ResultFile.WriteAsync(Path.GetFullPath(file, session.Host.Directory), plan.ToJson(), cancellationToken);
        if (session.IsJson)
            await session.Host.Out.WriteAsync(plan.ToJson());
        else
            foreach (var line in session.IsMarkdown ? PlanMarkdown.Format(plan) : PlanLines.Format(plan, session.Host.TableStyle))
                await session.Host.Out.WriteLineAsync(line);
        foreach (var line in session.IsJson || session.IsMarkdown ? [] : plan.Comparisons.SelectMany(comparison => ComparisonLines.Format(comparison, session.Host.TableStyle).Prepend("")))
            await session.Host.Out.WriteLineAsync(line);

        session.Diagnostics.Info(PlanLines.FormatResult(plan));
        session.Sink.SetOutputs(() => PlanOutputs.Create(plan, parsed.GetValue(_save) is { } saved ? Path.GetFullPath(saved, session.Host.Directory) : null));
        session.Sink.AddSummary("Plan", room => PlanMarkdown.Format(plan, room));
        plan.ThrowIfRefused();
        return (int)(session.Has(_detailedExitCode) && plan.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }

    private static async Task PrintAsync(CommandSession session, PublishReport report)
    {
        await session.PrintRecordAsync(report.Record.ToJson(), report.Receipts.SelectMany(receipt => ReceiptLines.Format(receipt, session.Host.TableStyle)));
        foreach (var line in report.Summary)
            session.Diagnostics.Info(line);
        if (report.ReceiptName is { } name)
            session.Diagnostics.Info($"receipt: {name}");
        foreach (var line in report.Attached)
            session.Diagnostics.Info(line);
        session.Sink.SetOutputs(() => ImageOutputs.FromReport(report));
        session.Sink.AddSummary("Published images", room => ImageSummary.Format(report, room, OptionName.FormatRollback));
    }
}
