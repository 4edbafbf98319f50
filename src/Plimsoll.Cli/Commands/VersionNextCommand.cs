using System.CommandLine;
using NuGet.Versioning;
using Plimsoll.Cli.Output;
using Plimsoll.Configuration;
using Plimsoll.Git;
using Plimsoll.Versioning;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll version next</c>: proposes the next version, and makes its git tag where asked to.</summary>
internal sealed class VersionNextCommand
{
    private readonly Argument<string?> _version = new("VERSION") { Description = "The next version itself [default: told from the commits]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _bump = new Option<string>("--bump") { Description = "Count this up, whatever the commits ask for: major, minor or patch", HelpName = "PART" }.AcceptOnlyFromAmong("major", "minor", "patch");
    private readonly Option<string> _preRelease = new("--pre") { Description = "Count up this prerelease line, such as rc: 1.3.0-rc.1, 1.3.0-rc.2", HelpName = "NAME" };
    private readonly Option<bool> _tag = new("--tag") { Description = "Make the annotated git tag at HEAD" };
    private readonly Option<bool> _sign = new("--sign") { Description = "Sign the tag, with the key and format of git's configuration" };
    private readonly Option<string> _message = new("--message") { Description = "Message of the tag [default: Release VERSION, and the commits]", HelpName = "TEXT" };
    private readonly Option<string> _tagPrefix = new("--tag-prefix") { Description = "What stands before the version in tags [env: PLIMSOLL_TAG_PREFIX] [default: the component's, else v or nothing as in the newest tag]", HelpName = "PREFIX" };
    private readonly ComponentOptions _component = new();
    private readonly Option<bool> _allowDirty = new("--allow-dirty") { Description = "Tag HEAD although the working tree has changes" };
    private readonly Option<bool> _allowShallow = new("--allow-shallow") { Description = "Go by what a shallow clone has of history and tags" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Print why below the version, and what each commit asks for" };

    public static Command Create(CommandHost host)
    {
        var verb = new VersionNextCommand();
        var command = new Command("next", "Propose the next version from the commits since the last release, and tag it") { verb._version, verb._bump, verb._preRelease, verb._tag, verb._sign, verb._message, verb._tagPrefix };
        verb._component.AddTo(command);
        foreach (var option in new[] { verb._allowDirty, verb._allowShallow, verb._explain })
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(_tag) && (parsed.GetValue(_sign) || parsed.GetValue(_message) is not null))
            throw PlimsollException.Usage("--sign and --message are about the tag, and there is no --tag.", "Add --tag to make it.");

        var component = _component.Of(session);
        var repository = new GitRepositoryReader(session.Host.Environment).Read(session.Directory);
        if (repository.IsShallow && !parsed.GetValue(_allowShallow))
            throw ShallowHistory.Error(repository.Root);

        var prefix = parsed.GetValue(_tagPrefix) ?? component?.TagPrefix ?? session.Value(_tagPrefix, "PLIMSOLL_TAG_PREFIX", session.Configuration.Version.TagPrefix);
        var next = NextVersionCalculator.Calculate(repository.History, new NextVersionOptions
        {
            TagPrefix = prefix,
            Paths = ComponentOptions.FilesOf(session, component),
            Version = VersionOf(parsed),
            Bump = parsed.GetValue(_bump) is { } bump ? Enum.Parse<VersionBump>(bump, ignoreCase: true) : null,
            PreRelease = parsed.GetValue(_preRelease),
        });
        if (parsed.GetValue(_tag))
            await TagAsync(session, parsed, repository, component, prefix, next, cancellationToken);
        else if (!next.IsNew)
            session.Story.Say($"{next.Reason}: the version stays {next.Version.ToFullString()}.");

        var report = NextVersionReport.Of(next, component?.Name, isTagged: parsed.GetValue(_tag));
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in parsed.GetValue(_explain) ? report.ToExplanation() : [report.Version])
                session.Host.Out.WriteLine(line);
        return (int)ExitCode.Done;
    }

    private SemanticVersion? VersionOf(ParseResult parsed) =>
        parsed.GetValue(_version) is not { } text ? null
        : SemanticVersion.TryParse(text, out var version) ? version
        : throw PlimsollException.Usage($"'{text}' is no semantic version.", "Write it as 1.3.0 or 1.3.0-rc.1; the tag's prefix is put before it.");

    private async Task TagAsync(
        CommandSession session, ParseResult parsed, RepositoryState repository, Component? component, string? prefix, NextVersion next, CancellationToken cancellationToken)
    {
        if (repository.IsDirty && !parsed.GetValue(_allowDirty))
            throw PlimsollException.Usage(
                $"{next.TagName} would tag HEAD, but the working tree has changes: {string.Join(", ", repository.ChangedFiles)}. A release is made of what is committed.",
                "Commit or discard the changes ('git status' shows them), or pass --allow-dirty.");
        RefuseSecondRelease(repository, prefix, next);
        if (!next.IsNew)
            throw PlimsollException.Usage($"There is no version to tag: {next.Reason}.", "Give the version or --bump to release nevertheless.");

        var message = parsed.GetValue(_message) ?? TagMessage.Of(next, component?.Name);
        await new GitTagWriter(session.Host.Environment).WriteAsync(
            repository.Root, new NewTag(next.TagName, repository.Head.Id, message, parsed.GetValue(_sign)), cancellationToken);
        session.Story.Say($"The commit {repository.Head.AbbreviatedId} is tagged {next.TagName}. Publish the tag with:");
        session.Story.Say($"  git push origin {next.TagName}");
    }

    /// <summary>A commit is released once. A prerelease that proved itself becomes the release.</summary>
    private static void RefuseSecondRelease(RepositoryState repository, string? prefix, NextVersion next)
    {
        foreach (var name in repository.TagsAtHead)
            if (ReleaseLine.TryParse(name, prefix, out var tag) && (tag.IsStable || next.Version.IsPrerelease || !next.IsNew))
                throw PlimsollException.Usage(
                    $"HEAD is released already: the tag {name} is at {repository.Head.AbbreviatedId}.",
                    "Commit what is to be released first.");
    }
}
