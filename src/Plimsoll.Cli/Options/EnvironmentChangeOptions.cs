using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Options;

/// <summary>What promotions and rollbacks have in common: options, and carrying out what was planned.</summary>
internal sealed class EnvironmentChangeOptions
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done without writing anything" };
    private readonly Option<string> _verify = VerifyOption.Create();
    private readonly Option<string> _receipt = new("--receipt") { Description = "Write the receipt to this file [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly AttachOptions _attach = new();
    private readonly Option<bool> _releaseHold = ReleaseHoldOption();

    public static Option<bool> ReleaseHoldOption() => new("--release-hold") { Description = "Allow an image that a rollback withdrew, and release its hold" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_dryRun, _verify, _receipt, .. _attach.All, _releaseHold])
            command.Add(option);
    }

    public bool IsDryRun(CommandSession session) => session.Has(_dryRun);

    /// <summary>Resolves what was given with environment and configuration.</summary>
    public EnvironmentRequestBuilder CreateBuilder(CommandSession session, EnvironmentSettings settings) => new(
        settings with { ReleaseHold = session.Has(_releaseHold), SettingName = OptionName.FromSetting },
        session.Host.Environment,
        session.Configuration,
        () => session.Plimsoll.ReadRepository());

    public EnvironmentOptions Parse(CommandSession session, ParseResult parsed) => new()
    {
        Verification = VerifyOption.Parse(parsed, _verify),
        ReceiptPath = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null,
        Attach = _attach.Parse(session),
    };

    /// <summary>Prints a plan as the result, also on the page of the run.</summary>
    public static async Task<int> PrintAsync(CommandSession session, EnvironmentPlan plan, DeploymentFiles? files = null)
    {
        session.Sink.AddSummary("Plan", room => EnvironmentPlanMarkdown.Format(plan, room));
        var json = session.IsJson ? plan.Images is [var only] ? EnvironmentChangeReport.FromPlan(only).ToJson() : EnvironmentChangeRunReport.FromPlan(plan).ToJson() : null;
        if (json is null || files is null)
            await session.PrintRecordAsync(json + "\n", EnvironmentPlanLines.Format(plan, session.Host.TableStyle));
        if (files is not null)
            await files.PrintAsync(session, receipt: null, json);
        return (int)ExitCode.Done;
    }

    /// <summary>Carries a plan out, and prints the record.</summary>
    public async Task<int> ExecuteAsync(CommandSession session, ParseResult parsed, PlimsollHost plimsoll, EnvironmentPlan plan, CancellationToken cancellationToken, DeploymentFiles? files = null)
    {
        EnvironmentReport report;
        try
        {
            report = await plimsoll.Environments.ExecuteAsync(plan, Parse(session, parsed), cancellationToken);
        }
        catch (EnvironmentException exception)
        {
            await PrintAsync(session, exception.Report);
            throw;
        }

        // The tags have moved, whatever becomes of the files.
        try
        {
            files = files is null ? null : await files.WriteAsync(report, cancellationToken);
        }
        catch
        {
            await PrintAsync(session, report);
            throw;
        }

        await PrintAsync(session, report, files);
        return (int)ExitCode.Done;
    }

    private static async Task PrintAsync(CommandSession session, EnvironmentReport report, DeploymentFiles? files = null)
    {
        if (!session.IsJson || files is null)
            await session.PrintRecordAsync(report.Record.ToJson(), report.Receipts.SelectMany(receipt => ReceiptLines.Format(receipt, session.Host.TableStyle)));
        if (files is not null)
            await files.PrintAsync(session, report.Record.ToJson(), plan: null);
        if (report.ReceiptName is { } name)
            session.Diagnostics.Info($"receipt: {name}");
        foreach (var line in report.HoldNotices.Concat(report.Attached))
            session.Diagnostics.Info(line);
        session.Sink.SetOutputs(() => ImageOutputs.FromReport(report));
        session.Sink.AddSummary("Environment", room => ImageSummary.Format(report, room, OptionName.FormatRollback));
    }
}
