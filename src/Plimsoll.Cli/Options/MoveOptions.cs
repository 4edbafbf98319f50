using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Options;

/// <summary>What promotions and rollbacks have in common: options, and carrying out what was planned.</summary>
internal sealed class MoveOptions
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done and write nothing" };
    private readonly Option<string> _verify = VerifyOption.Create();
    private readonly Option<string> _receipt = new("--receipt") { Description = "Where the record is written [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly Option<bool> _attach = new("--attach") { Description = "Attach the record to the image too, where any client of the registry finds it" };
    private readonly Option<bool> _releaseHold = ReleaseHoldOption();

    public static Option<bool> ReleaseHoldOption() => new("--release-hold") { Description = "Take an image that a rollback withdrew all the same, and release its hold" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _dryRun, _verify, _receipt, _attach, _releaseHold })
            command.Add(option);
    }

    public bool IsDry(CommandSession session) => session.Has(_dryRun);

    public bool ReleasesHold(CommandSession session) => session.Has(_releaseHold);

    /// <summary>Prints the plan as the result.</summary>
    public static void Print(CommandSession session, PreparedMove prepared)
    {
        if (session.IsJson)
            session.Host.Out.WriteLine(MoveReport.Of(prepared).ToJson());
        else
            foreach (var line in MoveLines.Of(prepared))
                session.Host.Out.WriteLine(line);
    }

    /// <summary>Moves, prints and keeps the record.</summary>
    public async Task<int> RunAsync(CommandSession session, ParseResult parsed, PlimsollHost services, PreparedMove prepared, CancellationToken cancellationToken)
    {
        var named = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null;
        ReceiptFile.Prepare(session.Directory, named);
        var mover = new EnvironmentMover(services) { Verification = VerifyOption.Parse(parsed, _verify) };
        var receipt = await mover.MoveAsync(prepared, new BlobReporter(session.Diagnostics), cancellationToken);
        string path;
        try
        {
            path = await ReceiptFile.WriteAsync(receipt, session.Directory, named);
            await session.PrintRecordAsync(receipt.ToJson(), ReceiptLines.Format(receipt));
            session.Diagnostics.Info($"receipt: {Path.GetRelativePath(session.Directory, path)}");
        }
        finally
        {
            // A full disk or a reader that has gone must not leave the withdrawn image without its hold.
            if (await mover.HoldAsync(prepared) is { } held)
                session.Diagnostics.Info(held);
        }

        if (session.Has(_attach))
            session.Diagnostics.Info(await EnvironmentMover.AttachAsync(prepared, receipt, Path.GetRelativePath(session.Directory, path), cancellationToken));
        return (int)ExitCode.Done;
    }
}
