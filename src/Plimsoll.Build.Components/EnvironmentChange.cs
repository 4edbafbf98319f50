using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Build.Components;

/// <summary>A promotion or a rollback of a build: what is asked for, and what is printed of it.</summary>
internal static class EnvironmentChange
{
    /// <summary>What the build's parameters and overrides, the environment and <c>plimsoll.yml</c> ask for.</summary>
    public static EnvironmentRequestBuilder CreateBuilder(IPromoteImages build, string? environment) => new(
        new EnvironmentSettings
        {
            Directory = build.RootDirectory,
            Environment = environment,
            Source = build.PromoteImage,
            Image = build.ImageName,
            DestinationImage = build.Registry is null ? null : build.ImageName,
            Registry = build.Registry,
            Component = build.Component,
            To = build.RollbackTo ?? "previous",
            Floating = build.Floating,
            Reason = build.Reason,
            ReleaseHold = build.ReleaseHold,
            SettingName = BuildPlimsoll.SettingName,
        },
        BuildPlimsoll.EnvironmentOf(build),
        BuildPlimsoll.ConfigurationOf(build),
        () => BuildPlimsoll.Create(build).ReadRepository());

    /// <summary>Prints what is planned as the command does, and carries it out unless that is all that was wanted.</summary>
    public static async Task RunAsync(IPromoteImages build, PlimsollHost plimsoll, EnvironmentPlan plan, CancellationToken cancellationToken)
    {
        build.Log.Information("{0}", EnvironmentPlanLines.FormatTitle(plan));
        if (build.DryRun || plan.Kind == ReceiptKind.Rollback)
            foreach (var line in EnvironmentPlanLines.Format(plan))
                build.Log.Information("{0}", line);
        build.ReportSummary(summary => summary.AddPair(plan.Images.Count == 1 ? "image" : "images", plan.Images is [var only] ? only.Version ?? only.Image.ToString() : plan.Images.Count).AddPair("environment", plan.Environment));
        if (build.DryRun)
            return;

        try
        {
            Print(build, await plimsoll.Environments.ExecuteAsync(plan, new EnvironmentOptions { Verification = build.Verify, Attach = BuildPlimsoll.AttachOf(build) }, cancellationToken));
        }
        catch (EnvironmentException exception)
        {
            Print(build, exception.Report);
            throw;
        }
    }

    private static void Print(IPromoteImages build, EnvironmentReport report)
    {
        foreach (var line in report.Receipts.SelectMany(receipt => ReceiptLines.Format(receipt)))
            build.Log.Information("{0}", line);
        if (report.ReceiptName is { } name)
            build.Log.Information("receipt: {0}", name);
        foreach (var line in report.HoldNotices.Concat(report.Attached))
            build.Log.Information("{0}", line);
        var sink = BuildPlimsoll.SinkOf(build);
        sink.SetOutputs(() => ImageOutputs.FromReport(report));
        sink.AddSummary("Environment", room => ImageSummary.Format(report, room, BuildPlimsoll.FormatRollback));
    }
}
