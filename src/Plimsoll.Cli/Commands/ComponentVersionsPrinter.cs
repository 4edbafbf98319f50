using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll version --all-components</c>: input for a build matrix.</summary>
internal static class ComponentVersionsPrinter
{
    /// <param name="session">With the configuration that has the components.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="options">For all of them; each has its own prefix.</param>
    /// <param name="explain">Whether the reasons are printed.</param>
    /// <param name="warnings">What was noticed before.</param>
    public static int Print(CommandSession session, RepositoryState repository, VersionOptions options, bool explain, List<string> warnings)
    {
        if (session.Configuration.Components.Count == 0)
            throw PlimsollException.Usage("No components are configured.", "Add them under 'components' in plimsoll.yml, each with its tagPrefix and paths.");
        if (repository.IsDirty)
            warnings.Add($"the working tree has changes, which are ignored for all components: {repository.DescribeChanges()}");
        warnings.ForEach(session.Diagnostics.Warn);

        var list = new ComponentVersionList(1, [.. session.Configuration.Components.Select(component => ComponentVersionEntry.Create(
            component,
            ComponentVersion.Calculate(repository.History, ComponentOptions.GetFiles(session, component), options with { TagPrefix = component.TagPrefix })))], warnings);
        if (session.IsJson)
            session.Host.Out.WriteLine(list.ToJson());
        else
            foreach (var line in explain ? list.ToExplanation(session.Host.TableStyle) : list.ToLines())
                session.Host.Out.WriteLine(line);
        return (int)ExitCode.Done;
    }
}
