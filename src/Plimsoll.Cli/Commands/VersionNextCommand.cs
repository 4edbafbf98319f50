using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Releases;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll version next</c>: proposes the next version, and makes its git tag where asked to.</summary>
internal sealed class VersionNextCommand
{
    private readonly Argument<string?> _version = new("VERSION") { Description = "Next version [default: determined from the commits]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _bump = new Option<string>("--bump") { Description = "Part to increment, regardless of the commits: major, minor or patch", HelpName = "PART" }.AcceptOnlyFromAmong("major", "minor", "patch");
    private readonly Option<string> _preRelease = new("--pre") { Description = "Increment this prerelease, such as rc: 1.3.0-rc.1, 1.3.0-rc.2", HelpName = "NAME" };
    private readonly Option<bool> _tag = new("--tag") { Description = "Create an annotated git tag at HEAD" };
    private readonly Option<bool> _sign = new("--sign") { Description = "Sign the tag, with the key and format configured in git" };
    private readonly Option<string> _message = new("--message") { Description = "Message of the tag [default: Release VERSION, and a list of the commits]", HelpName = "TEXT" };
    private readonly Option<string> _tagPrefix = new("--tag-prefix") { Description = "Prefix of version tags [env: PLIMSOLL_TAG_PREFIX] [default: that of the component, else v or none as in the newest tag]", HelpName = "PREFIX" };
    private readonly ComponentOptions _component = new();
    private readonly Option<bool> _allowDirty = new("--allow-dirty") { Description = "Tag HEAD even if the working tree has changes" };
    private readonly Option<bool> _allowShallow = new("--allow-shallow") { Description = "Determine the version even if history and tags may be missing" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Print how the version was determined, and what each commit requires" };

    public static Command Create(CommandHost host)
    {
        var verb = new VersionNextCommand();
        var command = new Command("next", "Propose the next version from the commits since the last release; with --tag, tag HEAD with it") { verb._version, verb._bump, verb._preRelease, verb._tag, verb._sign, verb._message, verb._tagPrefix };
        verb._component.AddTo(command);
        foreach (var option in new[] { verb._allowDirty, verb._allowShallow, verb._explain })
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(_tag) && (parsed.GetValue(_sign) || parsed.GetValue(_message) is not null))
            throw PlimsollException.Usage("--sign and --message require --tag.", "Add --tag to create the tag.");

        var releases = session.Plimsoll.Releases;
        var proposal = await releases.ProposeAsync(new ReleaseRequest
        {
            Component = parsed.GetValue(_component.Component),
            TagPrefix = parsed.GetValue(_tagPrefix),
            Version = parsed.GetValue(_version),
            Bump = parsed.GetValue(_bump) is { } bump ? Enum.Parse<VersionBump>(bump, ignoreCase: true) : null,
            PreRelease = parsed.GetValue(_preRelease),
            Message = parsed.GetValue(_message),
            IsSigned = parsed.GetValue(_sign),
            AllowDirty = parsed.GetValue(_allowDirty),
            AllowShallow = parsed.GetValue(_allowShallow),
            IsToBeTagged = parsed.GetValue(_tag),
        }, cancellationToken);
        var next = proposal.Next;
        if (parsed.GetValue(_tag))
            await TagAsync(session, releases, proposal, cancellationToken);
        else if (!next.IsNew)
            session.Diagnostics.Info($"{next.Reason}: the version stays {next.Version.ToFullString()}.");

        var report = NextVersionReport.Create(next, proposal.Component?.Name, isTagged: parsed.GetValue(_tag));
        session.Sink.SetOutputs(report.ToOutputs);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in parsed.GetValue(_explain) ? report.ToExplanation(session.Host.TableStyle) : [report.Version])
                session.Host.Out.WriteLine(line);
        return (int)ExitCode.Done;
    }

    private static async Task TagAsync(CommandSession session, ReleaseManager releases, ReleaseProposal proposal, CancellationToken cancellationToken)
    {
        var tag = await releases.TagAsync(proposal, cancellationToken);
        session.Diagnostics.Info($"Created tag {tag.Name} at commit {proposal.Repository.Head.AbbreviatedId}. Push it with:");
        session.Diagnostics.Info($"  git push {proposal.FindRemote()} {tag.Name}");
    }
}
