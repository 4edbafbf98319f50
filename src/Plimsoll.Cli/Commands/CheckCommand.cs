using System.CommandLine;
using Plimsoll.Configuration;
using Plimsoll.Policy;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll check</c>: finds the images that files use, and judges their tags.</summary>
internal sealed class CheckCommand
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Files and folders to check [default: the current directory]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _profile = new Option<string>("--profile")
    {
        Description = "tag: no untagged image and no latest; floating: no tag that may move; digest: digests only [default: floating for production, else tag]",
        HelpName = "PROFILE",
    }.AcceptOnlyFromAmong("tag", "floating", "digest");

    private readonly ReportOptions _reports = new();

    public static Command Create(CommandHost host)
    {
        var verb = new CheckCommand();
        var command = new Command("check", "Check the image tags in Kubernetes, Compose and Docker files") { verb._paths, verb._profile };
        verb._reports.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var reports = _reports.Choose(session, parsed);
        var policy = session.Configuration.ToImagePolicy() with { Root = ConfigurationFile.RootOf(session.Directory, session.Configuration) };
        if (parsed.GetValue(_profile) is { } profile)
            policy = policy with { Profile = Enum.Parse<PolicyProfile>(profile, ignoreCase: true) };

        var paths = parsed.GetValue(_paths) is { Length: > 0 } given ? given : ["."];
        var result = await PolicyChecker.CheckAsync(paths, policy, session.Directory, cancellationToken: cancellationToken);
        await reports.WriteAsync(result, cancellationToken);
        return (int)result.ExitCode;
    }
}
