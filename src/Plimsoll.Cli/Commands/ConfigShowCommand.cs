using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration.Settings;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll config show</c>: every setting with its value and where that comes from.</summary>
internal sealed class ConfigShowCommand
{
    private readonly Option<bool> _origin = new("--origin") { Description = "Print where each value comes from: an option, an environment variable, the file with its line and column, or the default" };
    private readonly Option<string> _image = new("--image") { Description = "Name of the image [env: PLIMSOLL_IMAGE]", HelpName = "NAME" };
    private readonly Option<string> _via = new("--via") { Description = "How to publish: direct, engine or auto [env: PLIMSOLL_VIA]", HelpName = "HOW" };
    private readonly Option<string> _compression = TransferOptions.CompressionOption();
    private readonly TagOptions _tags = new();
    private readonly ComponentOptions _component = new();
    private readonly VersionSettingOptions _version = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ConfigShowCommand();
        var command = new Command("show", "Print the settings that count: from the options, the environment, plimsoll.yml and the defaults") { verb._origin, verb._image, verb._tags.Registry, verb._tags.Environment, verb._via, verb._compression };
        verb._component.AddTo(command);
        verb._version.AddTo(command);
        command.SetAction((parsed, _) => verb.RunAsync(new CommandSession(host, parsed), parsed));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed)
    {
        var report = ConfigReport.Create(session, EffectiveSettings.List(session.Configuration, session.Host.Environment, setting => CommonOptions.FindGiven(parsed, setting)));
        await session.PrintRecordAsync(report.ToJson() + "\n", report.ToLines(session.Has(_origin)));
        return (int)ExitCode.Done;
    }
}
