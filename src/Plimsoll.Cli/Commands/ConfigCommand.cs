using System.CommandLine;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll config</c>: the configuration.</summary>
internal static class ConfigCommand
{
    public static Command Create(CommandHost host) => new("config", "Show the configuration")
    {
        ConfigShowCommand.Create(host),
    };
}
