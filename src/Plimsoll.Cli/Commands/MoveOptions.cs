using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Commands;

/// <summary>What promotions and rollbacks have in common: options, and carrying out what was planned.</summary>
internal sealed class MoveOptions
{
    /// <summary>How long the record of what has just been done may take once the caller has given up.</summary>
    private static readonly TimeSpan HoldDeadline = TimeSpan.FromSeconds(60);

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done and write nothing" };
    private readonly Option<string> _verify = PublishCommand.VerifyOption();
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
        var report = MoveReport.Of(prepared);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in report.ToLines())
                session.Host.Out.WriteLine(line);
    }

    /// <summary>Moves, prints and keeps the record.</summary>
    public async Task<int> RunAsync(CommandSession session, ParseResult parsed, PublishServices services, PreparedMove prepared, CancellationToken cancellationToken)
    {
        var named = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null;
        ReceiptFile.Prepare(session.Directory, named);
        var receipt = await new EnvironmentMover(services) { Verification = PublishCommand.VerificationOf(parsed, _verify) }.MoveAsync(prepared, new BlobStory(session.Story), cancellationToken);
        string path;
        try
        {
            path = await ReceiptFile.WriteAsync(receipt, session.Directory, named);
            await session.PrintRecordAsync(receipt.ToJson(), ReceiptLines.Of(receipt));
            session.Story.Say($"receipt: {Path.GetRelativePath(session.Directory, path)}");
        }
        finally
        {
            // A full disk or a reader that has gone must not leave the withdrawn image without its hold.
            await HoldAsync(session, prepared);
        }

        if (session.Has(_attach))
            await ReceiptAttachCommand.AttachAsync(session, () => EnvironmentMover.AttachAsync(prepared, receipt, cancellationToken), "The tags have moved, but the receipt", path);
        return (int)ExitCode.Done;
    }

    /// <summary>The tags have moved: whoever presses Ctrl+C now wants no image without its hold.</summary>
    private static async Task HoldAsync(CommandSession session, PreparedMove prepared)
    {
        using var deadline = new CancellationTokenSource(HoldDeadline, session.Host.Clock);
        try
        {
            if (await EnvironmentMover.HoldAsync(prepared, deadline.Token) is not null)
                session.Story.Say($"{prepared.Hold!.Digest} is held: it does not come to '{prepared.Environment}' again until somebody says --release-hold");
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            throw new PlimsollException(
                (exception as PlimsollException)?.ExitCode ?? ExitCode.Registry,
                $"'{prepared.Environment}' is rolled back, but the hold on {prepared.Hold!.Digest} could not be attached to it: {exception.Message}",
                "Only the receipt tells of the hold: publishing that image again is refused where the receipt is in .plimsoll/receipts, and nowhere else.",
                exception);
        }
    }
}
