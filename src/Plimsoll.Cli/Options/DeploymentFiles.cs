using System.Text;
using System.Text.Json;
using Plimsoll.Cli.Output;
using Plimsoll.Policy.Pinning;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Options;

/// <summary>The changes of deployment files that go with a promotion.</summary>
/// <param name="Plan">The changes.</param>
/// <param name="Branch">The branch that is to hold them; <c>null</c> where the files themselves change.</param>
internal sealed record DeploymentFiles(PinPlan Plan, DeploymentBranch? Branch)
{
    /// <summary>The commit that was made, or <c>null</c>.</summary>
    public string? Commit { get; private init; }

    /// <summary>Writes them, once the images are where the files say.</summary>
    public async Task<DeploymentFiles> WriteAsync(EnvironmentReport report, CancellationToken cancellationToken)
    {
        if (Branch is not null)
            return this with { Commit = await Branch.WriteAsync(Message(report), cancellationToken) };

        await Plan.ApplyAsync(cancellationToken);
        return this;
    }

    /// <summary>Prints them behind the record, or together with it as JSON.</summary>
    /// <param name="session">The run.</param>
    /// <param name="receipt">The receipt as JSON, or <c>null</c>.</param>
    /// <param name="plan">The plan as JSON, or <c>null</c>.</param>
    public async Task PrintAsync(CommandSession session, string? receipt, string? plan)
    {
        PinReport.Warn(Plan, session, "updated");
        if (session.IsJson)
        {
            var result = new DeploymentFilesResult(1, Parse(receipt), Parse(plan), PinReport.Changes(Plan), PinReport.Skipped(Plan), Branch?.Name, Commit);
            await session.Host.Out.WriteLineAsync(CliJson.Write(result, CliJson.Default.DeploymentFilesResult));
            return;
        }

        await PinReport.WriteDiffAsync(Plan, session);
        if (Commit is not null)
            session.Diagnostics.Info($"branch {Branch!.Name}: {Commit}");
        else if (Plan.Files.Count == 0)
            session.Diagnostics.Warn("no deployment file changed: none uses the image, or all have it already");
    }

    private static string Message(EnvironmentReport report)
    {
        var targets = DeploymentTargets.FromReceipts(report.Receipts);
        var environment = report.Receipts[0].Environment;
        var message = new StringBuilder(targets is [var only]
            ? $"Deploy {only.Repository[(only.Repository.LastIndexOf('/') + 1)..]} {report.Receipts[0].Version ?? only.Tag} to {environment}\n\n"
            : $"Deploy {targets.Count} images to {environment}\n\n");
        foreach (var target in targets)
            message.Append(target.Familiar).Append('\n');
        return message.Append(report.ReceiptName is { } name ? $"\nReceipt: {name.Replace('\\', '/')}\n" : "").ToString();
    }

    private static JsonElement? Parse(string? json)
    {
        if (json is null)
            return null;

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
