using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Mirroring;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll sync</c>: mirrors repositories, as a file says or between two that are named.</summary>
internal sealed class SyncCommand
{
    private readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "Repository to copy from, or oci:PATH; alone, the file that lists repositories [default: 'sync' in plimsoll.yml]",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "FILE|SOURCE",
    };

    private readonly Argument<string?> _destination = new("DESTINATION") { Description = "Repository to copy to, or oci:PATH", Arity = ArgumentArity.ZeroOrOne };
    private readonly SelectionOptions _selection = new();
    private readonly Option<bool> _prune = new("--prune") { Description = "Delete the tags of the destination that the rules do not select, after everything is copied" };
    private readonly Option<bool> _allowEmpty = new("--allow-empty") { Description = "Accept a source without tags, and rules that select none; with --prune, they empty the destination" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done with each tag, without writing anything" };
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = $"With --dry-run, exit with {(int)ExitCode.ChangesPending} if something would change, with 0 if not" };
    private readonly TransferOptions _transfer = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new SyncCommand();
        var command = new Command("sync", "Mirror repositories: copy the tags that rules select, with signatures and SBOMs") { verb._source, verb._destination };
        foreach (var option in (Option[])[.. verb._selection.All, verb._prune, verb._allowEmpty, verb._dryRun, verb._detailedExitCode])
            command.Add(option);
        verb._transfer.AddTo(command, compresses: false);
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var isPlan = session.Has(_dryRun);
        if (session.Has(_detailedExitCode) && !isPlan)
            throw PlimsollException.Usage("--detailed-exitcode requires a plan.", "Add --dry-run.");

        var repositories = FindRepositories(session, parsed);
        await using var plimsoll = _registry.CreatePlimsoll(
            session,
            parsed,
            repositories.Select(repository => repository.To.Reference?.Registry).FirstOrDefault(registry => registry is not null) ?? repositories[0].From.Reference?.Registry,
            [.. repositories.Select(repository => repository.From.Reference?.Registry).OfType<string>()]);
        var report = await plimsoll.SyncAsync(
            new SyncRequest { Repositories = repositories, IsPlan = isPlan, Prune = session.Has(_prune), AllowEmpty = session.Has(_allowEmpty), Transfer = _transfer.Parse(parsed) },
            cancellationToken);

        if (session.IsJson)
            await session.Host.Out.WriteLineAsync(CliJson.Write(SyncResult.Create(report), CliJson.Default.SyncResult));
        else
            foreach (var line in SyncLines.Format(report, session.Host.TableStyle))
                await session.Host.Out.WriteLineAsync(line);
        session.Diagnostics.Info(SyncLines.FormatTotals(report));
        report.ThrowIfFailed();
        return (int)(session.Has(_detailedExitCode) && report.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }

    private IReadOnlyList<SyncRepository> FindRepositories(CommandSession session, ParseResult parsed)
    {
        var (source, destination) = (parsed.GetValue(_source), parsed.GetValue(_destination));
        if (source is not null && destination is not null)
            return [_selection.Apply(parsed, new SyncRepository(SyncRepository.Parse(source, session.Directory), SyncRepository.Parse(destination, session.Directory)))];
        if (_selection.FindGiven(parsed) is { } given)
            throw PlimsollException.Usage($"{given.Name} requires SOURCE and DESTINATION.", "Write the rules of several repositories into the file.");
        if (source is null)
            return session.Configuration.Sync.Count > 0 ? session.Configuration.Sync : throw PlimsollException.Usage(
                "There is nothing to mirror: plimsoll.yml has no section 'sync'.",
                "Name a repository and its mirror (plimsoll sync SOURCE DESTINATION), a file (plimsoll sync mirror.yml), or add the section.");

        var file = Path.GetFullPath(source, session.Directory);
        return File.Exists(file)
            ? ConfigurationFile.LoadSync(file) is { Count: > 0 } listed ? listed : throw PlimsollException.Usage($"{source} lists no repositories.", "Add them under 'repositories'.")
            : throw PlimsollException.Usage($"'{source}' is not a file, and DESTINATION is missing.", "Write plimsoll sync SOURCE DESTINATION, or name a file that lists repositories.");
    }
}
