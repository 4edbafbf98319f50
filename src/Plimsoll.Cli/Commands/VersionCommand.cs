using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll version</c>: tells the version of this commit.</summary>
internal sealed class VersionCommand
{
    private readonly VersionSettingOptions _settings = new();
    private readonly ComponentOptions _component = new();
    private readonly Option<bool> _allComponents = new("--all-components") { Description = "List every component with its version, and whether it changed since its newest tag" };
    private readonly Option<bool> _allowShallow = new("--allow-shallow") { Description = "Tell the version although history and tags may be missing" };
    private readonly Option<bool> _allowDirty = new("--allow-dirty") { Description = "Take a working tree with changes for its commit" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Print what the version was told from, and why" };

    public static Command Create(CommandHost host)
    {
        var verb = new VersionCommand();
        var command = new Command("version", "Tell the version of this commit from the git tags behind it, as MinVer does");
        verb._settings.AddTo(command);
        verb._component.AddTo(command);
        command.Add(verb._allComponents);
        command.Add(verb._allowShallow);
        command.Add(verb._allowDirty);
        command.Add(verb._explain);
        command.Add(VersionNextCommand.Create(host));
        command.SetAction(parsed => verb.Run(new CommandSession(host, parsed), parsed));
        return command;
    }

    private int Run(CommandSession session, ParseResult parsed)
    {
        var component = _component.Of(session);
        var settings = ComponentOptions.With(component, _settings.SettingsOf(session, parsed), parsed);
        var repository = session.Plimsoll.ReadRepository();
        RefuseShallowHistory(session, repository);

        if (session.Has(_allComponents))
            return AllComponents.Print(session, repository, settings.ToOptions(), parsed.GetValue(_explain));

        var calculated = ComponentVersion.Calculate(repository.History, ComponentOptions.FilesOf(session, component), settings.ToOptions()).Calculated;
        WarnOfOtherPrefix(session, repository, settings, calculated);

        var (version, reason) = (calculated.Version, calculated.Reason);
        if (calculated.IsExactTag && repository.IsDirty && !session.Has(_allowDirty))
        {
            RefuseDirtyRelease(session, repository, calculated);
            version = DirtyVersion.Create(version, session.Plimsoll.HashOfChanges());
            reason += ", but the working tree has changes";
            session.Diagnostics.Warn($"{Exactly("the", repository, calculated)}, but the working tree has changes: {string.Join(", ", repository.ChangedFiles)}");
        }

        var report = VersionReport.Of(repository, calculated, version, reason);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else if (parsed.GetValue(_explain))
            foreach (var line in report.ToExplanation())
                session.Host.Out.WriteLine(line);
        else
            session.Host.Out.WriteLine(report.Version);
        return (int)ExitCode.Done;
    }

    private void RefuseShallowHistory(CommandSession session, RepositoryState repository)
    {
        if (!repository.IsShallow)
            return;
        if (!session.Has(_allowShallow))
            throw ShallowHistory.Error(repository.Root);
        session.Diagnostics.Warn($"{repository.Root} is a shallow clone: what is missing from it may give another version");
    }

    private static void RefuseDirtyRelease(CommandSession session, RepositoryState repository, CalculatedVersion calculated)
    {
        if (CiHost.Detect(session.Host.Environment) is { } host)
            throw PlimsollException.Usage(
                $"{Exactly("The", repository, calculated)}, but the working tree has changes: {string.Join(", ", repository.ChangedFiles)}. On {host.Host} a release is made of what is committed.",
                "Find the step that changes tracked files ('git status' shows them), or pass --allow-dirty.");
    }

    /// <summary>A component keeps the version of its tag until it changes.</summary>
    private static string Exactly(string article, RepositoryState repository, CalculatedVersion calculated) =>
        $"{article} tag {calculated.Tag} {(calculated.Commit == repository.Head.Id ? "is at HEAD" : "is the component's version still")}";

    /// <summary>
    /// MinVer's default is no prefix, with which tags like <c>v1.2.3</c> count for nothing: whoever has those and said nothing
    /// of a prefix hardly means that.
    /// </summary>
    private static void WarnOfOtherPrefix(CommandSession session, RepositoryState repository, VersionSettings settings, CalculatedVersion calculated)
    {
        const string Usual = "v";
        if (settings.TagPrefix is not null || calculated.Tag is not null || !repository.Tags.Any(tag => VersionCalculator.TryParseTag(tag, Usual, out _)))
            return;

        var other = VersionCalculator.Calculate(repository.History, (settings with { TagPrefix = Usual }).ToOptions());
        if (other.Tag is not null)
            session.Diagnostics.Warn(
                $"no version tag leads here, but {other.Tag} would with the prefix '{Usual}', which makes the version {other.Version.ToFullString()}: "
                + $"pass --tag-prefix {Usual}, or set PLIMSOLL_TAG_PREFIX={Usual} or 'version: {{ tagPrefix: {Usual} }}' in plimsoll.yml");
    }
}
