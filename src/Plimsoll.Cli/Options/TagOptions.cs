using System.CommandLine;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Options;

/// <summary>The options of every verb that derives tags.</summary>
internal sealed class TagOptions
{
    private readonly ComponentOptions _component = new();

    public Option<string> Registry { get; } = new("--registry") { Description = "Registry that the image's name is put behind, such as ghcr.io/acme [env: PLIMSOLL_REGISTRY]", HelpName = "HOST[/PATH]" };

    public Option<string> Environment { get; } = new("--environment", "-e") { Description = "Environment that is deployed to; production takes only tags that cannot move [env: PLIMSOLL_ENVIRONMENT]", HelpName = "NAME" };

    public Option<string[]> Strategies { get; } = new("--tags") { Description = $"Derive these tags only: {string.Join(", ", StrategyNames.All)}", HelpName = "STRATEGY,…", AllowMultipleArgumentsPerToken = false };

    public Option<string> Date { get; } = new("--date") { Description = "Time of the build (ISO 8601) [default: SOURCE_DATE_EPOCH, else now]", HelpName = "DATE" };

    public Option<bool> AllowDirty { get; } = new("--allow-dirty") { Description = "Take a working tree with changes for its commit" };

    public Option<bool> AllowShallow { get; } = new("--allow-shallow") { Description = "Derive versions although history and tags may be missing" };

    public void AddTo(Command command)
    {
        _component.AddTo(command);
        command.Add(Registry);
        command.Add(Environment);
        command.Add(Strategies);
        command.Add(Date);
        command.Add(AllowDirty);
        command.Add(AllowShallow);
    }

    public string? EnvironmentOf(CommandSession session) => session.Value(Environment, "PLIMSOLL_ENVIRONMENT", null);

    public string? RegistryOf(CommandSession session) => session.Value(Registry, "PLIMSOLL_REGISTRY", _component.Of(session)?.Registry ?? session.Configuration.Registry);

    /// <summary>The image's name where the command line does not give it: the environment's, the component's, or the configuration's.</summary>
    public string? ImageOf(CommandSession session) => session.Host.Environment("PLIMSOLL_IMAGE") ?? _component.Of(session)?.Image ?? session.Configuration.Image;

    public TagRules RulesOf(CommandSession session, ParseResult parsed) => RulesOf(session, parsed, EnvironmentOf(session), planned: null);

    /// <summary>The rules for an environment, with what a plan was made for behind the options.</summary>
    public TagRules RulesOf(CommandSession session, ParseResult parsed, string? environment, PlannedRequest? planned)
    {
        var rules = session.Configuration.RulesFor(environment, _component.Of(session));
        return rules with
        {
            TagPrefix = planned is null || parsed.GetValue(_component.Component) is not null ? rules.TagPrefix : planned.TagPrefix,
            Only = StrategyList.Parse(parsed.GetValue(Strategies) ?? []) ?? planned?.Tags,
            AllowDirty = parsed.GetValue(AllowDirty) || planned?.AllowDirty == true,
            AllowShallow = parsed.GetValue(AllowShallow) || planned?.AllowShallow == true,
        };
    }
}
