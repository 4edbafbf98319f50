using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Policy.Pinning;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll pin</c>: pins the images that files use to digests, and their actions to commits.</summary>
internal sealed class PinCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files and folders to pin images in [default: the repository]", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string?> _update = new Option<string?>("--update")
    {
        Description = "Also update pinned images, to the current digest of their tag (digest, the default) or to the highest patch, minor or major version",
        HelpName = "RANGE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _narrow = new("--narrow") { Description = "Replace a moving tag by the newest version tag that has its digest: 1.27 by 1.27.3" };
    private readonly Option<string> _minAge = new("--min-age") { Description = "Do not write digests of images, or commits of actions, first seen later than this age ago (12h, 3d, 2w); 0 allows all [default: policy.pin.minAge]", HelpName = "AGE" };
    private readonly Option<bool> _actions = new("--actions") { Description = "Also pin GitHub actions to commits, in all files [default: where policy.rules turns unpinned-action on]" };
    private readonly Option<bool> _check = new("--check") { Description = "Do not write files; exit with 8 if any would change" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the changes without writing files" };
    private readonly Option<string> _receipts = new("--receipts") { Description = "Take digests from the receipts in this folder instead of a registry", HelpName = "DIR" };
    private readonly Option<string> _toReceipt = new("--to-receipt") { Description = "Write version and digest of the images of this receipt, wherever files use them: a file, or an image with a receipt attached", HelpName = "RECEIPT" };
    private readonly Option<bool> _noIgnore = new("--no-ignore") { Description = "Also pin files that .gitignore excludes" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PinCommand();
        verb._update.AcceptOnlyFromAmong("digest", "patch", "minor", "major");
        var command = new Command("pin", "Pin the images used in files to digests, and GitHub actions to commits") { verb._paths, verb._update, verb._narrow, verb._actions, verb._minAge, verb._check, verb._dryRun, verb._receipts, verb._toReceipt, verb._noIgnore };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var receipts = parsed.GetValue(_receipts);
        await using var plimsoll = receipts is null ? _registry.CreatePlimsoll(session, parsed, session.Configuration.Registry) : session.CreatePlimsoll();
        var paths = parsed.GetValue(_paths) ?? [];
        var receipt = parsed.GetValue(_toReceipt) is { } text ? await ReceiptArgument.ReadAsync(session, parsed, text, _registry, isOfPlace: true, cancellationToken) : null;

        // The files of the environment, where plimsoll.yml says which they are.
        var environment = paths.Length == 0 && receipt?.Receipts[0].Environment is { } deployed && session.Configuration.Environments.TryGetValue(deployed, out var configured) && configured.Paths.Count > 0 ? deployed : null;
        var plan = await plimsoll.PlanPinsAsync(
            new PinRequest
            {
                Paths = paths.Length > 0 ? paths : [ConfigurationFile.RepositoryRoot(session.Directory) ?? session.Directory],
                Environment = environment,
                Targets = receipt is null ? null : DeploymentTargets.FromReceipts(receipt.Receipts),
                Update = parsed.GetResult(_update) is null ? PinUpdate.None : Enum.Parse<PinUpdate>(parsed.GetValue(_update) ?? "digest", ignoreCase: true),
                Actions = parsed.GetValue(_actions),
                Narrow = parsed.GetValue(_narrow),
                MinimumAge = parsed.GetValue(_minAge) is { } age ? age is "0" ? TimeSpan.Zero : AgeText.Parse(age) ?? throw PlimsollException.Usage($"'{age}' is not a valid value for --min-age.", $"Write {AgeText.Form}, or 0.") : null,
                IncludeIgnored = parsed.GetValue(_noIgnore),
                Receipts = receipts is null ? null : Path.GetFullPath(receipts, session.Host.Directory),
            },
            cancellationToken);
        await PinReport.WriteAsync(plan, session);
        var isCheck = parsed.GetValue(_check);
        if (!isCheck && !parsed.GetValue(_dryRun))
            await plan.ApplyAsync(cancellationToken);

        return (int)(plan.Failure is { } failure ? ExitCodes.FromKind(failure) : isCheck && plan.Files.Count > 0 ? ExitCode.ChangesPending : ExitCode.Done);
    }
}
