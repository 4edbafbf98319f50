using System.CommandLine;
using Plimsoll.Publishing;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Options;

/// <summary>The options of every verb that derives tags.</summary>
internal sealed class TagOptions
{
    private readonly ComponentOptions _component = new();

    public Option<string> Registry { get; } = new("--registry") { Description = "Registry to prepend to the image's name, such as ghcr.io/acme [env: PLIMSOLL_REGISTRY]", HelpName = "HOST[/PATH]" };

    public Option<string> Environment { get; } = new("--environment", "-e") { Description = "Environment to deploy to; production accepts only immutable tags [env: PLIMSOLL_ENVIRONMENT]", HelpName = "NAME" };

    public Option<string[]> Strategies { get; } = new("--tags") { Description = $"Derive only these tags: {string.Join(", ", StrategyNames.All)}", HelpName = "STRATEGY,…", AllowMultipleArgumentsPerToken = false };

    public Option<string> Date { get; } = new("--date") { Description = "Time of the build (ISO 8601) [default: SOURCE_DATE_EPOCH, else now]", HelpName = "DATE" };

    public Option<string> Branch { get; } = new("--branch") { Description = "Branch being built, if neither the CI host nor the checkout provides it [env: PLIMSOLL_BRANCH, PLIMSOLL_TAG, PLIMSOLL_PULL_REQUEST]", HelpName = "NAME" };

    public Option<bool> AllowDirty { get; } = new("--allow-dirty") { Description = "Ignore changes in the working tree" };

    public Option<bool> AllowShallow { get; } = new("--allow-shallow") { Description = "Derive versions even if history and tags may be missing" };

    public Option<bool> AllowOlder { get; } = new("--allow-older") { Description = "Allow latest, edge and branch tags to move back to an older commit" };

    public void AddTo(Command command)
    {
        _component.AddTo(command);
        command.Add(Registry);
        command.Add(Environment);
        command.Add(Strategies);
        command.Add(Date);
        command.Add(Branch);
        command.Add(AllowDirty);
        command.Add(AllowShallow);
        command.Add(AllowOlder);
    }

    public string? EnvironmentOf(CommandSession session, ParseResult parsed) => Resolve(session, parsed).Environment;

    public string? RegistryOf(CommandSession session, ParseResult parsed) => Resolve(session, parsed).Registry;

    /// <summary>The image's name where the command line does not give it: the environment's, the component's, or the configuration's.</summary>
    public string? ImageOf(CommandSession session, ParseResult parsed) => Resolve(session, parsed).Image;

    public TagRules RulesOf(CommandSession session, ParseResult parsed) => Resolve(session, parsed).Rules;

    /// <summary>What these options say, for the library to resolve with environment and configuration.</summary>
    public PublishSettings SettingsOf(CommandSession session, ParseResult parsed) => new()
    {
        Directory = session.Directory,
        Registry = parsed.GetValue(Registry),
        Environment = parsed.GetValue(Environment),
        Component = parsed.GetValue(_component.Component),
        Tags = parsed.GetValue(Strategies) ?? [],
        Date = parsed.GetValue(Date),
        Branch = parsed.GetValue(Branch),
        AllowDirty = parsed.GetValue(AllowDirty),
        AllowShallow = parsed.GetValue(AllowShallow),
        AllowOlder = parsed.GetValue(AllowOlder),
        SettingName = OptionName.FromSetting,
    };

    private PublishRequestBuilder Resolve(CommandSession session, ParseResult parsed) => new(SettingsOf(session, parsed), session.Host.Environment, session.Configuration);
}
