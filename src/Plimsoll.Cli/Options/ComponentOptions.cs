using System.CommandLine;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Options;

/// <summary>The component of the repository that a verb works on.</summary>
internal sealed class ComponentOptions
{
    public Option<string> Component { get; } = new("--component") { Description = "Component in plimsoll.yml whose tag prefix and paths to use [env: PLIMSOLL_COMPONENT]", HelpName = "NAME" };

    public void AddTo(Command command) => command.Add(Component);

    /// <summary>The selected component, or <c>null</c>.</summary>
    public Component? Find(CommandSession session) =>
        session.Value(Component, "PLIMSOLL_COMPONENT", null) is { } name ? Plimsoll.Publishing.Configuration.Component.Find(session.Configuration, name) : null;

    /// <summary>The settings with the component's prefix. It wins over environment and configuration; only <c>--tag-prefix</c> overrides it.</summary>
    public static VersionSettings Apply(Component? component, VersionSettings settings, ParseResult parsed) =>
        component is null ? settings : settings with { TagPrefix = parsed.GetValue<string>("--tag-prefix") ?? component.TagPrefix };

    /// <summary>The component's files, or <c>null</c> if every commit counts.</summary>
    public static PathFilter? GetFiles(CommandSession session, Component? component) =>
        component?.FilesIn(ConfigurationFile.FolderInRepository(session.Directory, session.Configuration));
}
