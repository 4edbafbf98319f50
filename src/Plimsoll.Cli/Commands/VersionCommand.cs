using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll version</c>: prints the version of this commit.</summary>
internal sealed class VersionCommand
{
    private readonly VersionSettingOptions _settings = new();
    private readonly ComponentOptions _component = new();
    private readonly Option<bool> _allComponents = new("--all-components") { Description = "List every component with its version, and whether it changed since its newest tag" };
    private readonly Option<bool> _allowShallow = new("--allow-shallow") { Description = "Calculate the version even if history and tags may be missing" };
    private readonly Option<bool> _allowDirty = new("--allow-dirty") { Description = "Ignore changes in the working tree" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Print how the version was calculated" };

    public static Command Create(CommandHost host)
    {
        var verb = new VersionCommand();
        var command = new Command("version", "Print the version of this commit, calculated from git tags as MinVer does");
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
        var component = _component.Find(session);
        var settings = ComponentOptions.Apply(component, _settings.GetSettings(session, parsed), parsed);
        var context = session.Observer.Observe(session.Directory, deployTo: null, date: null);
        var repository = context.Repository;
        var warnings = context.Warnings.Concat(context.MissingTagsReason is null ? [] : [MissingTags.Warning(context)]).ToList();
        RefuseShallowHistory(session, repository, warnings);
        var options = settings.ToOptions() with { IgnoreTags = session.Configuration.Tags.IgnoreTags };
        if (session.Has(_allComponents))
            return ComponentVersionsPrinter.Print(session, repository, options, parsed.GetValue(_explain), warnings);

        var calculated = ComponentVersion.Calculate(repository.History, ComponentOptions.GetFiles(session, component), options).Calculated;
        var (version, reason) = (calculated.Version, calculated.Reason);
        if (calculated.IsExactTag && repository.IsDirty && !session.Has(_allowDirty))
        {
            RefuseDirtyRelease(session, repository, calculated);
            version = DirtyVersion.Create(version, session.Plimsoll.HashOfChanges());
            reason += ", but the working tree has changes";
            warnings.Add($"{DescribeTag("the", repository, calculated)}, but the working tree has changes: {repository.DescribeChanges()}");
        }

        warnings.ForEach(session.Diagnostics.Warn);
        var report = VersionReport.Create(context, calculated, version, reason, warnings);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else if (parsed.GetValue(_explain))
            foreach (var line in report.ToExplanation(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        else
            session.Host.Out.WriteLine(report.Version);
        session.Sink.SetOutputs(report.ToOutputs);
        return (int)ExitCode.Done;
    }

    private void RefuseShallowHistory(CommandSession session, RepositoryState repository, List<string> warnings)
    {
        if (!repository.IsShallow)
            return;
        if (!session.Has(_allowShallow))
            throw ShallowHistory.Error(repository.Root);
        warnings.Add($"{repository.Root} is a shallow clone: the version may be wrong, because history and tags may be missing");
    }

    private static void RefuseDirtyRelease(CommandSession session, RepositoryState repository, CalculatedVersion calculated)
    {
        if (CiHost.Detect(session.Host.Environment) is { } host)
            throw PlimsollException.Usage(
                $"{DescribeTag("The", repository, calculated)}, but the working tree has changes: {repository.DescribeChanges()}. On {host.Host}, a release must be built from committed files.",
                "Find the step that changes tracked files ('git status' lists them), or pass --allow-dirty.");
    }

    /// <summary>A component keeps the version of its tag until one of its files changes.</summary>
    private static string DescribeTag(string article, RepositoryState repository, CalculatedVersion calculated) =>
        $"{article} tag {calculated.Tag} {(calculated.Commit == repository.Head.Id ? "is at HEAD" : "is still the version of the component")}";
}
