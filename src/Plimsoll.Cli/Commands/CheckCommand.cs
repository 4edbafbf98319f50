using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Policy.Checking;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll check</c>: checks the images that files use.</summary>
internal sealed class CheckCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Files and folders to check; - for standard input [default: the repository]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _stdinName = new("--stdin-name") { Description = "Check standard input as a file with this path [default: its kind is that of its content]", HelpName = "NAME" };

    private readonly Option<string> _profile = new Option<string>("--profile")
    {
        Description = "tag: require a tag other than latest; floating: reject moving tags; digest: require a digest [default: floating for production files, else tag]",
        HelpName = "PROFILE",
    }.AcceptOnlyFromAmong("tag", "floating", "digest");

    private readonly Option<string?> _changed = new("--changed")
    {
        Description = "Report only what changed since the merge base of HEAD and BASE; what was there before is a note [BASE in a pull request: its target branch]",
        HelpName = "BASE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _changedScope = new Option<string>("--changed-scope")
    {
        Description = "What counts with --changed: added: what the change adds or makes worse; file: everything in changed files [default: added]",
        HelpName = "SCOPE",
    }.AcceptOnlyFromAmong("added", "file");

    private readonly Option<bool> _noIgnore = new("--no-ignore") { Description = "Also check files that .gitignore excludes" };
    private readonly Option<bool> _online = new("--online") { Description = "Query the registries: check that tags exist and match their digests" };
    private readonly Option<string> _baseline = new("--baseline") { Description = "Suppress the findings listed in this file", HelpName = "FILE" };
    private readonly Option<bool> _updateBaseline = new("--update-baseline") { Description = "Write the current findings to the --baseline file, and exit with 0" };
    private readonly Option<bool> _comment = new("--comment") { Description = "Keep one comment on the pull request that shows the result (GitHub, Azure DevOps)" };
    private readonly RegistryOptions _registry = new();
    private readonly ReportOptions _reports = new();

    public static Command Create(CommandHost host)
    {
        var verb = new CheckCommand();
        var command = new Command("check", "Check the images used in deployment, build and pipeline files")
        {
            verb._paths, verb._stdinName, verb._profile, verb._changed, verb._changedScope, verb._noIgnore, verb._online, verb._baseline, verb._updateBaseline, verb._comment,
        };
        verb._reports.AddTo(command);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var reports = _reports.Choose(session, parsed);
        var baseline = parsed.GetValue(_baseline) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null;
        var updates = parsed.GetValue(_updateBaseline);
        if (updates && baseline is null)
            throw PlimsollException.Usage("--update-baseline requires --baseline.", "Add --baseline FILE.");

        var input = await ReadInputAsync(session, parsed, cancellationToken);
        var paths = parsed.GetValue(_paths)?.Where(path => path != StandardInput).ToArray() ?? [];
        var isOnline = parsed.GetValue(_online);
        await using var plimsoll = isOnline ? _registry.CreatePlimsoll(session, parsed, session.Configuration.Registry) : session.CreatePlimsoll();
        var request = new CheckRequest
        {
            Input = input,
            Paths = paths.Length > 0 || input is not null ? paths : [ConfigurationFile.RepositoryRoot(session.Directory) ?? session.Directory],
            Profile = parsed.GetValue(_profile) is { } profile ? Enum.Parse<PolicyProfile>(profile, ignoreCase: true) : null,
            ChangedSince = parsed.GetResult(_changed) is null ? null : BaseOf(session, parsed),
            ChangedScope = parsed.GetValue(_changedScope) is { } scope ? Enum.Parse<ChangedScope>(scope, ignoreCase: true) : ChangedScope.Added,
            IncludeIgnored = parsed.GetValue(_noIgnore),
            Online = isOnline,
            Baseline = baseline is null || (updates && !Path.Exists(baseline)) ? new HashSet<string>() : await Baseline.ReadAsync(baseline, cancellationToken),
        };
        var result = await plimsoll.CheckAsync(request, cancellationToken);
        await reports.WriteAsync(result, cancellationToken);
        if (parsed.GetValue(_comment))
            await plimsoll.CommentAsync(result, cancellationToken);
        session.Sink.SetOutputs(() => CheckOutputs.Create(result));
        if (!updates)
            return (int)(result.HasErrors ? ExitCode.PolicyViolation : ExitCode.Done);

        await AtomicFile.WriteAsync(baseline!, file => Baseline.WriteAsync(result, file, cancellationToken), cancellationToken);
        return (int)ExitCode.Done;
    }

    private async Task<CheckInput?> ReadInputAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(_stdinName);
        if (parsed.GetValue(_paths)?.Contains(StandardInput) != true)
        {
            return name is null ? null
                : throw PlimsollException.Usage("--stdin-name requires standard input.", $"Pass - as a path: plimsoll check - --stdin-name {name}.");
        }

        if (parsed.GetResult(_changed) is not null)
            throw PlimsollException.Usage("--changed and - cannot be used together: standard input has no earlier version to compare with.", "Omit --changed, or check the files themselves.");
        if (session.Host.IsInputTerminal)
            throw PlimsollException.Usage("Standard input is a terminal.", "Pipe a file or the output of a command into it, for example: helm template . | plimsoll check -");

        await using var stream = session.Host.OpenRawInput();
        return await CheckInput.ReadAsync(stream, name, cancellationToken);
    }

    private string BaseOf(CommandSession session, ParseResult parsed) =>
        parsed.GetValue(_changed) ?? session.Observer.Host?.BaseBranch
        ?? throw PlimsollException.Usage("--changed requires a base: this is not a pull request with a known target branch.", "Pass one, for example: --changed origin/main.");
}
